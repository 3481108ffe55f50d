import { h, safe } from "./dom.ts";
import type { Guideline, Section, Task } from "./types.ts";
import { t } from "./words.ts";

// About 200 words a minute, and never more than somebody would read on end.
const SECONDS_PER_CHARACTER = 0.06;
const MOST_READING = 300;

type Of = Pick<Task, "guideline_version" | "market">;

/** The guideline beside the task: opened and closed by its button, and still open when the next task comes. */
export class Beside {
  private view: HTMLElement | null = null;
  private shown = ""; // Which version, for which market.
  private before: Element | null = null; // Where the person was when they opened it.

  constructor(private readonly stage: HTMLElement, private readonly fetch: (version: string, market: string | null) => Promise<Guideline>) {}

  async toggle(task: Of): Promise<void> {
    if (this.view) this.close();
    else if (task.guideline_version) {
      this.before = document.activeElement;
      await this.open(task.guideline_version, task.market ?? null);
      this.view!.focus();
      this.view!.scrollIntoView({ block: "nearest" });
    }
  }

  /** Opened at one of its sections, whether it was open or not. */
  async at(task: Of, section: string): Promise<void> {
    if (!this.view) await this.toggle(task);
    const found = this.view?.querySelector<HTMLDetailsElement>(`details[data-section="${CSS.escape(section)}"]`);
    if (!found) return;
    found.hidden = false;
    found.open = true;
    found.querySelector("summary")!.focus();
    found.scrollIntoView({ block: "nearest" });
  }

  /** For the next task: the same guideline stays as it is, that of another project or market takes its place. */
  async stay(task: Of): Promise<void> {
    if (!this.view) return;
    if (keyOf(task) === this.shown) this.place(this.view);
    else if (task.guideline_version) await this.open(task.guideline_version, task.market ?? null);
    else this.close();
  }

  /** How long it takes to read what is opened of it; nothing while it is closed. */
  readingSeconds(): number {
    const opened = [...this.view?.querySelectorAll("details[open]") ?? []];
    return Math.min(MOST_READING, opened.reduce((sum, each) => sum + (each.textContent ?? "").length, 0) * SECONDS_PER_CHARACTER);
  }

  private async open(version: string, market: string | null): Promise<void> {
    const wanted = keyOf({ guideline_version: version, market });
    if (this.shown !== wanted || !this.view) this.view = guidelineView(await this.fetch(version, market), () => this.close());
    this.shown = wanted;
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

function keyOf(task: Of): string { return `${task.guideline_version ?? ""} ${task.market ?? ""}`; }

/** Sections that open, and a search over all of them; before them what policies say of the task's market. */
export function guidelineView(guideline: Guideline, close: () => void): HTMLElement {
  const sections = guideline.sections.map((section, nth) => sectionView(section, nth === 0));
  const none = h("p", { class: "body quiet-text mb-0", role: "status", hidden: true }, t("No section says this."));
  const search = h("input", { type: "search", class: "form-control", placeholder: t("Search the guideline"), "aria-label": t("Search the guideline"),
    oninput: () => { none.hidden = find(sections, search.value.trim().toLowerCase()) > 0; } });
  return h("aside", { class: "panel guideline", "aria-label": t("Guideline"), tabindex: -1,
    onkeydown: (event) => { if ((event as KeyboardEvent).key === "Escape") close(); } },
    h("header", {}, h("h2", { dir: "auto" }, guideline.title), h("span", { class: "quiet-text" }, t("version {n}", { n: guideline.number })),
      h("button", { type: "button", class: "btn btn-quiet end", onclick: close }, t("Close"))),
    h("div", { class: "body" }, search), rulingsView(guideline), none, ...sections);
}

function sectionView(section: Section, isOpen: boolean): HTMLDetailsElement {
  const examples = (section.examples ?? []).map((each) =>
    h("div", { class: each.kind === "example" ? "example" : "example is-counter" },
      h("div", { class: "example-kind" }, each.kind === "example" ? t("Example") : t("Counter-example")),
      h("p", { class: "example-content", dir: "auto" }, each.content), h("p", { dir: "auto" }, h("strong", {}, each.answer)), h("p", { class: "soft", dir: "auto" }, each.why)));
  return h("details", { open: isOpen, "data-section": section.id, ...(section.language ? { lang: section.language } : {}) },
    h("summary", { dir: "auto" }, section.title, section.is_fallback ? h("span", { class: "state" }, t("not translated")) : null),
    safe(section.html), examples.length ? h("div", { class: "example-grid" }, ...examples) : null);
}

/** What is allowed in the task's market; nothing where no policy names it. */
function rulingsView(guideline: Guideline): HTMLElement | null {
  if (!guideline.policies?.length) return null;
  const rules: Record<string, [string, string]> = { allowed: [t("Allowed"), "good"], age_gated: [t("Adults only"), "busy"], restricted: [t("Restricted"), "warn"], not_allowed: [t("Not allowed"), "bad"] };
  return h("div", { class: "body rulings" }, h("h3", {}, t("In this market")), h("ul", {}, ...guideline.policies.map((each) => {
    const [word, tone] = rules[each.rule] ?? [each.rule, ""];
    return h("li", {}, h("span", { dir: "auto" }, each.title), " ", h("span", { class: `state state-${tone}` }, word), each.note ? h("div", { class: "quiet-text small", dir: "auto" }, each.note) : null);
  })));
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
