import { h } from "./dom.ts";
import type { Reading, Task } from "./types.ts";
import { locale, t } from "./words.ts";

const AGAIN = 10 * 60_000; // So often a version that was read elsewhere is asked about again.

/** A new version of the guideline, within the grace period: what to read, and until when. */
export class NewVersion {
  readonly view = h("div", { "aria-live": "polite" });
  private readonly known = new Map<string, { reading: Promise<Reading>; at: number }>();

  constructor(private readonly fetch: (version: string) => Promise<Reading>) {}

  /** Whether the guideline of this task is still to be read; asked beside the work, which never waits for it. */
  async see(task: Pick<Task, "guideline_version">): Promise<void> {
    const version = task.guideline_version;
    const reading = version ? await this.ask(version).catch(() => null) : null;
    this.view.replaceChildren(...(version && reading?.is_asked && reading.grace_until ? [noticeView(version, reading)] : []));
  }

  private ask(version: string): Promise<Reading> {
    const known = this.known.get(version);
    if (known && Date.now() - known.at < AGAIN) return known.reading;
    const reading = this.fetch(version);
    this.known.set(version, { reading, at: Date.now() });
    reading.catch(() => this.known.delete(version));
    return reading;
  }
}

function noticeView(version: string, reading: Reading): HTMLElement {
  const time = new Date(reading.grace_until!).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });
  return h("div", { class: "notice bench-note", "data-view": "new-version" },
    h("div", {}, t("The guideline has changed. Read it by {time}, or no more tasks come.", { time })),
    h("a", { class: "btn end", href: `/guidelines/${version}/` }, reading.kind === "policy" ? t("Read and answer") : t("Read what changed")));
}
