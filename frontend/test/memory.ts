/** A browser's storage, for tests. */
export class Memory implements Storage {
  private readonly kept = new Map<string, string>();
  [name: string]: unknown;
  get length(): number { return this.kept.size; }
  key(nth: number): string | null { return [...this.kept.keys()][nth] ?? null; }
  getItem(key: string): string | null { return this.kept.get(key) ?? null; }
  setItem(key: string, value: string): void { this.kept.set(key, value); }
  removeItem(key: string): void { this.kept.delete(key); }
  clear(): void { this.kept.clear(); }
}
