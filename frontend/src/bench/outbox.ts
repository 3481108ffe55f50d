import type { Submission, Task } from "./types.ts";

const PREFIX = "assay.outbox.";

/** Something that the person did and the server has to hear of. */
export type Deed =
  | { kind: "answer"; submission: Submission }
  | { kind: "skip"; reason: string; comment: string; market: string }
  | { kind: "report"; about: string; text: string }
  | { kind: "question"; text: string };
export type About = Pick<Task, "claim" | "task" | "schema_version">;
export interface Waiting extends About { place: string; tab: string; deed: Deed }
type Locks = Pick<LockManager, "request">;

/**
 * What waits to be sent, in the order in which it was done; it survives the tab and the browser.
 * Each has a key of its own in the storage: two tabs that add and remove at the same time take nothing from each other.
 * Each is sent by the tab it was done in, because a browser's tabs see the storage of the others late; when that tab is
 * closed, which its lock shows, another one takes it over.
 */
export class Outbox {
  private readonly memory = new Map<string, string>(); // Where the browser forbids its storage.
  private readonly prefix: string;
  private readonly watched = new Set<string>();

  constructor(
    person: string, private readonly store: Storage = localStorage,
    private readonly locks: Locks | undefined = globalThis.navigator?.locks, private readonly clock: () => number = Date.now,
    private readonly tab: string = crypto.randomUUID(),
  ) {
    this.prefix = `${PREFIX}${person}.`;
    this.watched.add(tab);
    void this.locks?.request(this.lockOf(tab), () => new Promise(() => undefined)); // Until the tab is closed.
  }

  /** What closed tabs have left is sent by this one; `told` hears that there is something. */
  inherit(told: () => void): void {
    for (const tab of new Set(this.all().map((each) => each.tab))) {
      if (this.watched.has(tab)) continue;
      this.watched.add(tab);
      const takeOver = (): void => {
        const left = this.all().filter((each) => each.tab === tab);
        for (const each of left) this.write({ ...each, tab: this.tab });
        this.watched.delete(tab);
        if (left.length) told();
      };
      if (this.locks) void this.locks.request(this.lockOf(tab), takeOver);
      else takeOver();
    }
  }

  add({ claim, task, schema_version }: About, deed: Deed): void {
    const last = this.all().at(-1)?.place ?? "";
    const moment = Math.max(this.clock(), Number(last.split(".")[0] ?? 0) + 1);
    const place = `${String(moment).padStart(15, "0")}.${claim}`;
    this.write({ claim, task, schema_version, place, tab: this.tab, deed });
  }

  /** What this tab has to send. */
  list(): Waiting[] { return this.all().filter((each) => each.tab === this.tab); }

  private all(): Waiting[] {
    return [...new Set([...this.keys(), ...this.memory.keys()])].sort().flatMap((key) => this.read(key) ?? []);
  }

  first(): Waiting | null { return this.list()[0] ?? null; }

  get size(): number { return this.list().length; }

  /** Claims that the person has done with, in any tab, whether or not the server knows it. */
  get ended(): Set<string> {
    return new Set(this.all().filter((each) => each.deed.kind !== "question").map((each) => each.claim));
  }

  remove({ place }: Waiting): void {
    this.memory.delete(this.prefix + place);
    try { this.store.removeItem(this.prefix + place); } catch { /* Forbidden: then it was never kept there. */ }
  }

  private lockOf(tab: string): string { return `${this.prefix}tab.${tab}`; }

  private write(waiting: Waiting): void {
    const [key, text] = [this.prefix + waiting.place, JSON.stringify(waiting)];
    try { this.store.setItem(key, text); } catch { this.memory.set(key, text); }
  }

  private keys(): string[] {
    try {
      return Array.from({ length: this.store.length }, (_, nth) => this.store.key(nth) ?? "").filter((key) => key.startsWith(this.prefix));
    } catch { return []; }
  }

  private read(key: string): Waiting | null {
    try {
      return JSON.parse(this.memory.get(key) ?? this.store.getItem(key) ?? "null") as Waiting | null;
    } catch { return null; }
  }
}
