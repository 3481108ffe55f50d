import { h, safe } from "./dom.ts";
import type { Guideline } from "./types.ts";
import { t } from "./words.ts";

// About 200 words a minute, and never more than somebody would read on end.
const SECONDS_PER_CHARACTER = 0.06;
const MOST_READING = 300;

/** The guideline beside the task: opened and closed by its button, and still open when the next task comes. */
export class Beside {
  private view: HTMLElement | null = null;
  private version: string | null = null;
  private before: Element | null = null; // Where the person was when they opened it.

  constructor(private readonly stage: HTMLElement, private readonly fetch: (version: string) => Promise<Guideline>) {}

  async toggle(version: string | null): Promise<void> {
    if (this.view) this.close();
    else if (version) {
      this.before = document.activeElement;
      await this.open(version);
      this.view!.focus();
      this.view!.scrollIntoView({ block: "nearest" });
    }
  }

  /** For the next task: the same guideline stays as it is, that of another project takes its place. */
  async stay(version: string | null): Promise<void> {
    if (!this.view) return;
    if (version === this.version) this.place(this.view);
    else if (version) await this.open(version);
    else this.close();
  }

  /** How long it takes to read what is opened of it; nothing while it is closed. */
  readingSeconds(): number {
    const opened = [...this.view?.querySelectorAll("details[open]") ?? []];
    return Math.min(MOST_READING, opened.reduce((sum, each) => sum + (each.textContent ?? "").length, 0) * SECONDS_PER_CHARACTER);
  }

  private async open(version: string): Promise<void> {
    if (this.version !== version || !this.view) this.view = guidelineView(await this.fetch(version), () => this.close());
    this.version = version;
    this.place(this.view);
  }

  private place(view: HTMLElement): void {
    this.stage.querySelector(".guideline")?.remove();
    this.stage.append(view);
    this.tell(true);
  }

  private close(): void {
    const hadFocus = this.view?.contains(document.activeElement);
    this.view?.remove();
    this.view = null;
    this.tell(false);
    if (!hadFocus) return;
    const back = this.before?.isConnected && this.before !== document.body ? this.before : document.getElementById("focus");
    (back as HTMLElement | null)?.focus({ preventScroll: true });
  }

  private tell(isOpen: boolean): void {
    this.stage.classList.toggle("with-guideline", isOpen);
    this.stage.querySelector("[data-key=g]")?.setAttribute("aria-expanded", String(isOpen));
  }
}

/** Sections that open, and a search over all of them. */
export function guidelineView(guideline: Guideline, close: () => void): HTMLElement {
  const sections = guideline.sections.map((section, nth) =>
    h("details", { open: nth === 0 }, h("summary", { dir: "auto" }, section.title), safe(section.html)));
  const none = h("p", { class: "body quiet-text mb-0", role: "status", hidden: true }, t("No section says this."));
  const search = h("input", { type: "search", class: "form-control", placeholder: t("Search the guideline"), "aria-label": t("Search the guideline"),
    oninput: () => { none.hidden = find(sections, search.value.trim().toLowerCase()) > 0; } });
  return h("aside", { class: "panel guideline", "aria-label": t("Guideline"), tabindex: -1,
    onkeydown: (event) => { if ((event as KeyboardEvent).key === "Escape") close(); } },
    h("header", {}, h("h2", { dir: "auto" }, guideline.title), h("span", { class: "quiet-text" }, t("version {n}", { n: guideline.number })),
      h("button", { type: "button", class: "btn btn-quiet end", onclick: close }, t("Close"))),
    h("div", { class: "body" }, search), none, ...sections);
}

/** Shows the sections that say it, all opened; how many. */
function find(sections: HTMLDetailsElement[], wanted: string): number {
  for (const section of sections) {
    const isHit = (section.textContent ?? "").toLowerCase().includes(wanted);
    section.hidden = !isHit;
    if (wanted) section.open = isHit;
  }
  return sections.filter((section) => !section.hidden).length;
}
