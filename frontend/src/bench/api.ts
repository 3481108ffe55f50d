import type { Answers, Guideline, Reading, Reason, Returned, Schema, StepAnswer, Submission, Task } from "./types.ts";
import { t } from "./words.ts";

/** What the server refused, in sentences for the person. */
export class Refusal extends Error {
  /** Another try of the same would be refused again: what is in hand has changed. */
  get isFinal(): boolean { return this.status === 404 || this.status === 409; }

  constructor(readonly status: number, readonly reasons: Reason[]) {
    super(reasons.map((reason) => reason.text).join(" "));
  }
}

export class Offline extends Error {}

function token(): string {
  return document.cookie.split("; ").find((each) => each.startsWith("csrftoken="))?.slice(10) ?? "";
}

const PATIENCE = 20_000;

export class Api {
  private ahead = 0; // How far the server's clock is ahead of this device's, in milliseconds.
  constructor(private readonly base: string) {}

  /** The server's time: leases and undo times are counted on its clock. */
  now(): number { return Date.now() + this.ahead; }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers: { "X-CSRFToken": token(), "Content-Type": "application/json", Accept: "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new Offline();
    }
    if (response.status >= 502 || response.status === 429) throw new Offline();
    const told = Date.parse(response.headers.get("Date") ?? "");
    if (Math.abs(told - Date.now()) > 2000) this.ahead = told - Date.now();
    if (response.status === 204) return undefined as T;
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      const reasons: Reason[] = answer.reasons ?? [{ code: "http", text: t("Something went wrong on the server. What you have answered is kept.") }];
      throw new Refusal(response.status, reasons);
    }
    return answer as T;
  }

  step(project: string | null, n: number, submit?: Submission): Promise<StepAnswer> {
    return this.call("POST", "/work/step", { n, ...(project ? { project } : {}), ...(submit ? { submit } : {}) });
  }
  draft(claim: string, answers: Answers, handling_seconds: number): Promise<{ expires_at: string | null }> {
    return this.call("PUT", `/work/claims/${claim}/draft`, { answers, handling_seconds });
  }
  skip(claim: string, { reason, comment, market }: { reason: string; comment: string; market: string }): Promise<void> {
    return this.call("POST", `/work/claims/${claim}/skip`, { reason, comment, ...(market ? { market } : {}) });
  }
  ask(claim: string, text: string): Promise<{ question: string }> {
    return this.call("POST", `/work/claims/${claim}/question`, { text });
  }
  returned(claim: string): Promise<Returned> {
    return this.call("GET", `/work/claims/${claim}/returned`);
  }
  report(claim: string, kind: string, text: string): Promise<{ due_at: string }> {
    return this.call("POST", `/work/claims/${claim}/report`, { kind, text });
  }
  undo(judgment: string): Promise<Pick<Task, "claim" | "expires_at">> {
    return this.call("POST", `/work/judgments/${judgment}/undo`);
  }
  async schema(version: string): Promise<Schema> {
    return (await this.call<{ document: Schema }>("GET", `/projects/schema-versions/${version}`)).document;
  }
  /** As it is read in the person's language, and in the market of the task. */
  guideline(version: string, language: string, market: string | null): Promise<Guideline> {
    const asked = new URLSearchParams({ language, ...(market === null ? {} : { market }) });
    return this.call("GET", `/projects/guideline-versions/${version}?${asked}`);
  }
  reading(version: string): Promise<Reading> {
    return this.call("GET", `/projects/guideline-versions/${version}/reading`);
  }
}
