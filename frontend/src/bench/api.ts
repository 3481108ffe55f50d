import type { Answers, Guideline, Reason, Schema, StepAnswer, Submission, Task } from "./types.ts";

/** What the server refused, in sentences for the person. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly reasons: Reason[]) {
    super(reasons.map((reason) => reason.text).join(" "));
  }
}

export class Offline extends Error {}

function token(): string {
  return document.cookie.split("; ").find((each) => each.startsWith("csrftoken="))?.slice(10) ?? "";
}

export class Api {
  constructor(private readonly base: string) {}

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.base + path, {
        method,
        headers: { "X-CSRFToken": token(), "Content-Type": "application/json", Accept: "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
    } catch {
      throw new Offline();
    }
    if (response.status >= 502) throw new Offline();
    if (response.status === 204) return undefined as T;
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      const reasons: Reason[] = answer.reasons ?? [{ code: "http", text: answer.detail ?? `HTTP ${response.status}` }];
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
  skip(claim: string, reason: string, comment: string): Promise<void> {
    return this.call("POST", `/work/claims/${claim}/skip`, { reason, comment });
  }
  undo(judgment: string): Promise<Pick<Task, "claim" | "expires_at">> {
    return this.call("POST", `/work/judgments/${judgment}/undo`);
  }
  async schema(version: string): Promise<Schema> {
    return (await this.call<{ document: Schema }>("GET", `/projects/schema-versions/${version}`)).document;
  }
  guideline(version: string): Promise<Guideline> {
    return this.call("GET", `/projects/guideline-versions/${version}`);
  }
}
