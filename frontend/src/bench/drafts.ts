import { Api, Offline, Refusal } from "./api.ts";
import type { Answers, Interactions, Task } from "./types.ts";

const PREFIX = "assay.draft.";
const DAY = 86_400_000;
interface Kept { answers: Answers; seconds: number; at: number; interactions?: Interactions }

/** What is typed survives: at once in the browser, a moment later on the server, which renews the lease with it. */
export class Drafts {
  private timer = 0;
  private unsent: (() => Promise<void>) | null = null;

  constructor(
    private readonly api: Api, private readonly person: string,
    private readonly told: (task: Task, expires: string | null) => void, private readonly store: Storage = localStorage,
  ) {
    this.sweep();
  }

  /** Per person: on a shared computer nobody meets the answers of somebody else. */
  private key(task: Pick<Task, "task" | "schema_version">): string { return `${PREFIX}${this.person}.${task.task}.${task.schema_version}`; }

  recall(task: Task): { answers: Answers; seconds: number; interactions?: Interactions; isSuggested?: boolean } {
    const here = this.read(this.key(task));
    if (here) return here;
    const there = task.draft;
    if (there && there.schema_version === task.schema_version) return { answers: structuredClone(there.answers), seconds: there.handling_seconds };
    const seconds = there?.handling_seconds ?? 0;
    return task.suggestion && !there ? { answers: structuredClone(task.suggestion.answers), seconds, isSuggested: true } : { answers: {}, seconds };
  }

  keep(task: Task, answers: Answers, seconds: () => number, interactions?: Interactions): void {
    const seen = interactions && Object.keys(interactions).length ? { interactions } : {};
    this.write(this.key(task), { answers, seconds: seconds(), at: Date.now(), ...seen });
    clearTimeout(this.timer);
    this.unsent = () => this.send(task, answers, seconds());
    this.timer = window.setTimeout(() => void this.flush(), 1500);
  }

  /** Send now what waits: the person goes on to another task, or away. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    const send = this.unsent;
    this.unsent = null;
    await send?.();
  }

  /** Nothing is sent any more of what waits; in the browser it stays. */
  hush(): void {
    clearTimeout(this.timer);
    this.unsent = null;
  }

  /** The answer counts: its draft is gone. What waits for another task stays. */
  forget(task: Pick<Task, "task" | "schema_version">): void {
    this.remove(this.key(task));
  }

  /** Keep the answers on the server, and with them the lease. */
  async send(task: Task, answers: Answers, seconds: number): Promise<void> {
    try {
      this.told(task, (await this.api.draft(task.claim, answers, seconds)).expires_at);
    } catch (problem) {
      if (!(problem instanceof Offline || problem instanceof Refusal)) throw problem;
    }
  }

  private read(key: string): Kept | null {
    try {
      return JSON.parse(this.store.getItem(key) ?? "null") as Kept | null;
    } catch {
      return null; // Not ours, or broken: the server has its copy.
    }
  }

  private write(key: string, kept: Kept): void {
    try { this.store.setItem(key, JSON.stringify(kept)); } catch { /* Full or forbidden: the server has its copy. */ }
  }

  private remove(key: string): void {
    try { this.store.removeItem(key); } catch { /* Forbidden: then nothing was kept either. */ }
  }

  /** Drafts of tasks that never came back do not stay in the browser. */
  private sweep(): void {
    try {
      const keys = Array.from({ length: this.store.length }, (_, nth) => this.store.key(nth) ?? "");
      for (const key of keys.filter((each) => each.startsWith(PREFIX))) {
        if (Date.now() - (this.read(key)?.at ?? 0) > 7 * DAY) this.store.removeItem(key);
      }
    } catch { /* Storage is forbidden here. */ }
  }
}
