import { Api, Offline, Refusal } from "./api.ts";
import type { Answers, Task } from "./types.ts";

/** What is typed survives: at once in the browser, a moment later on the server. */
export class Drafts {
  private timer = 0;
  constructor(private readonly api: Api, private readonly told: (expires: string | null) => void) {}

  private key(task: Task): string { return `assay.draft.${task.task}.${task.schema_version}`; }

  recall(task: Task): Answers {
    const here = localStorage.getItem(this.key(task));
    if (here) return JSON.parse(here) as Answers;
    return task.draft && task.draft.schema_version === task.schema_version ? structuredClone(task.draft.answers) : {};
  }

  keep(task: Task, answers: Answers, seconds: () => number): void {
    localStorage.setItem(this.key(task), JSON.stringify(answers));
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(task, answers, seconds()), 1500);
  }

  forget(task: Task): void {
    clearTimeout(this.timer);
    localStorage.removeItem(this.key(task));
  }

  private async send(task: Task, answers: Answers, seconds: number): Promise<void> {
    try {
      this.told((await this.api.draft(task.claim, answers, seconds)).expires_at);
    } catch (problem) {
      if (!(problem instanceof Offline || problem instanceof Refusal)) throw problem;
    }
  }
}
