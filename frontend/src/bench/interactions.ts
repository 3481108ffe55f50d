import type { Block, Interactions, Reason, Schema } from "./types.ts";
import { t } from "./words.ts";

/** What the person did with links, clips and covered pictures, and what they must still do. */
export class Interacting {
  private readonly uncovered = new Map<string, number>(); // Since when, by field.

  constructor(readonly done: Interactions, private readonly told: () => void, private readonly touch: () => void, private readonly clock: () => number = () => Date.now()) {}

  opened(field: string): void {
    const seen = this.of(field);
    seen.opened = (seen.opened ?? 0) + 1;
    this.touch();
    this.told();
  }

  /** A clip runs: the seconds that were heard or seen so far, each once. */
  played(field: string, seconds: number, isPlayed: boolean): void {
    const seen = this.of(field);
    const isNews = isPlayed && !seen.is_played;
    seen.played_seconds = Math.round(Math.max(seconds, seen.played_seconds ?? 0) * 10) / 10;
    seen.is_played = seen.is_played === true || isPlayed;
    this.touch();
    if (isNews) this.told();
  }

  /** Something covered is looked at. Of a field with several pictures the time runs while any of them is. */
  revealed(field: string): void {
    const seen = this.of(field);
    seen.reveals = (seen.reveals ?? 0) + 1;
    if (!this.uncovered.has(field)) this.uncovered.set(field, this.clock());
    this.touch();
    this.told();
  }

  covered(field: string): void {
    const since = this.uncovered.get(field);
    if (since === undefined) return;
    this.uncovered.delete(field);
    const seen = this.of(field);
    seen.revealed_seconds = Math.round(((seen.revealed_seconds ?? 0) + (this.clock() - since) / 1000) * 10) / 10;
    this.told();
  }

  /** What is done with the task now: the time of what is still uncovered counts up to here. */
  settle(): Interactions {
    for (const field of [...this.uncovered.keys()]) this.covered(field);
    return this.done;
  }

  isDone(block: Block): boolean {
    const seen = this.done[block.field];
    return block.kind === "link" ? (seen?.opened ?? 0) > 0 : seen?.is_played === true;
  }

  private of(field: string): Interactions[string] { return (this.done[field] ??= {}); }
}

/** What keeps an answer from being taken: the link that was not opened, the clip that was not played. */
export function unmet(schema: Schema, interacting: Interacting): Reason[] {
  return schema.content.filter((block) => block.must && !interacting.isDone(block)).map((block) => block.kind === "link"
    ? { code: "answers.not_opened", field: block.field, text: t("Open the link before you answer.") }
    : { code: "answers.not_played", field: block.field, text: t("Play this to its end before you answer.") });
}
