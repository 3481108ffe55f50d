import { Api, Refusal } from "./api.ts";
import type { Outbox, Waiting } from "./outbox.ts";
import type { StepAnswer } from "./types.ts";

/** What became of one deed. `work` is what is in hand afterwards, where the server was asked for it. */
export interface Outcome { waiting: Waiting; answer: StepAnswer | null; work: StepAnswer | null; dueAt: string | null; refusal: Refusal | null }

/** Sends what waits, one after the other; a retry of what the server has heard already changes nothing there. */
export class Sender {
  constructor(private readonly api: Api, private readonly outbox: Outbox, private readonly project: string | null, private readonly hold: number) {}

  /** Send the first; null when nothing waits. Without the server, or signed out, it goes on waiting. */
  async sendFirst(): Promise<Outcome | null> {
    const waiting = this.outbox.first();
    if (!waiting) return null;
    let outcome: Outcome = { waiting, work: null, answer: null, dueAt: null, refusal: null };
    try {
      outcome = { ...outcome, ...await this.tell(waiting) };
    } catch (problem) {
      if (!(problem instanceof Refusal) || problem.status === 401) throw problem;
      outcome = { ...outcome, refusal: problem };
    }
    this.outbox.remove(waiting);
    return outcome;
  }

  private async tell({ claim, deed }: Waiting): Promise<Partial<Outcome>> {
    switch (deed.kind) {
      case "answer": {
        const isLast = this.outbox.size === 1;
        const answer = await this.api.step(this.project, isLast ? this.hold : 0, deed.submission);
        return { answer, work: isLast ? answer : null };
      }
      case "skip": await this.api.skip(claim, deed); return {};
      case "report": return { dueAt: (await this.api.report(claim, deed.about, deed.text)).due_at };
      case "question": await this.api.ask(claim, deed.text); return {};
    }
  }
}
