import type { Change, Problem } from "./types.ts";

export interface Checked { problems: Problem[]; changes: Change[] }

/** Asks the server what is wrong with a document and what it would change; only the newest answer counts. */
export class Asking {
  private nth = 0;
  private timer = 0;

  constructor(private readonly address: string, private readonly answered: (found: Checked) => void, private readonly failed: () => void) {}

  /** A moment after the last change. */
  later(document: unknown, milliseconds = 500): void {
    window.clearTimeout(this.timer);
    const nth = ++this.nth;
    this.timer = window.setTimeout(() => void this.ask(document, nth), milliseconds);
  }

  private async ask(document: unknown, nth: number): Promise<void> {
    try {
      const response = await fetch(this.address, { method: "POST", credentials: "same-origin",
        headers: { "content-type": "application/json", "x-csrftoken": cookie("csrftoken") }, body: JSON.stringify({ document }) });
      const found = response.ok ? await response.json() as Checked : null;
      if (nth !== this.nth) return;
      if (found) this.answered({ ...found, problems: found.problems.map((each) => ({ ...each, field: each.field ?? "" })) });
      else this.failed();
    } catch { if (nth === this.nth) this.failed(); }
  }
}

function cookie(name: string): string {
  return document.cookie.split("; ").find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}
