import { h } from "../bench/dom.ts";
import { locale, t } from "../bench/words.ts";
import { blockList } from "./blocks.ts";
import { check } from "./checks.ts";
import { isDocument, pretty } from "./document.ts";
import { draftFor, dropDraft, writeDraft } from "./drafts.ts";
import { field, localText, type Editing } from "./fields.ts";
import { languageChoice } from "./languages.ts";
import { frame } from "./frame.ts";
import { Preview } from "./preview.ts";
import { joined, showProblems } from "./problems.ts";
import { questionList } from "./questions.ts";
import { Asking, type Checked } from "./server.ts";
import { mainLanguage } from "./texts.ts";
import type { Base, Config, Document, Problem } from "./types.ts";

/** The document as a form and as JSON, in step, with what is wrong and what it looks like. */
export class Editor implements Editing {
  document: Document;
  language: string;
  main: string;
  readonly base: Base | null;
  readonly open = new WeakSet<object>();
  private readonly views = frame((view) => this.look(view));
  private readonly preview: Preview;
  private readonly asking: Asking;
  private fromServer: Problem[] = [];
  private settled: string;

  constructor(private readonly config: Config) {
    this.base = config.base;
    this.preview = new Preview(this.views.preview, config);
    this.asking = new Asking(config.check, (found) => this.checked(found), () => this.say(t("The server cannot be reached; what you type is kept here.")));
    this.settled = this.views.json.value;
    const draft = config.isTyped ? null : draftFor(config.project, this.baseId, this.settled);
    if (draft) this.tellOfDraft(draft.at, draft.base !== this.baseId);
    const text = draft?.text ?? this.settled;
    const read = parsed(text);
    this.document = read ?? { schema: 1, title: "", content: [], questions: [] };
    this.main = mainLanguage(this.document);
    this.language = this.main;
    this.views.json.value = text;
    this.views.json.addEventListener("input", () => this.typed());
    const first = this.document.questions[0];
    if (first) this.open.add(first);
    this.look(read ? "form" : "json");
    if (read) this.follow();
    if (config.isTyped) this.keep();
  }

  private get baseId(): string { return this.base?.uid ?? ""; }

  /** Something was typed in the form. */
  changed(): void {
    this.views.json.value = pretty(this.document);
    this.keep();
    this.follow();
  }

  redraw(focus?: string): void {
    try {
      this.views.form.replaceChildren(languageChoice(this), field(t("Title"), "/title", localText(this, this.document.title, (text) => { this.document.title = text; })),
        blockList(this), questionList(this));
    } catch { this.views.turn("json"); } // Texts, keys or limits that are none: the JSON shows them, and the server says which.
    this.show();
    if (focus) document.getElementById(focus)?.focus();
  }

  /** Something was typed as JSON. */
  private typed(): void {
    this.keep();
    const read = parsed(this.views.json.value);
    this.views.jsonProblem.textContent = read ? "" : t("The form and the preview follow as soon as this is a label schema in JSON.");
    this.views.jsonProblem.hidden = read !== null;
    if (!read) return;
    this.document = read;
    this.follow();
  }

  /** The other views and the server, after a change. */
  private follow(): void {
    this.preview.show(this.document, this.language);
    this.fromServer = [];
    this.show();
    this.asking.later(this.document);
  }

  private checked({ problems, changes }: Checked): void {
    // What was published and is taken out is kept as retired, and where its answers go is asked before publishing.
    this.fromServer = problems.filter((each) => each.code !== "schema.answer_lost");
    this.show();
    const n = changes.length;
    this.say(problems.length ? "" : n === 0 ? (this.base ? t("As the version in force.") : "") : t("Changes: {n}. Of these change what answers mean: {m}.", { n, m: changes.filter((each) => each.is_breaking).length }));
  }

  private show(): void {
    showProblems(this.views.form, this.views.problems, joined(ownProblems(this.document), this.fromServer), (pointer) => this.reveal(pointer));
  }

  private reveal(pointer: string): void {
    this.look("form");
    const [, kind, nth] = pointer.split("/");
    const part = kind === "questions" || kind === "content" ? this.document[kind][Number(nth)] : undefined;
    if (part) { this.open.add(part); this.redraw(); }
  }

  private say(text: string): void { this.views.status.textContent = text; }

  private look(view: "form" | "json"): void {
    const isForm = view === "form" && parsed(this.views.json.value) !== null;
    this.views.turn(isForm ? "form" : "json");
    if (isForm) { this.main = mainLanguage(this.document); this.redraw(); }
  }

  private keep(): void {
    const text = this.views.json.value;
    if (text === this.settled && !this.config.isTyped) dropDraft(this.config.project);
    else writeDraft(this.config.project, { base: this.baseId, text, at: new Date().toISOString() });
  }

  private tellOfDraft(at: string, isOld: boolean): void {
    const when = new Date(at).toLocaleString(locale(), { dateStyle: "short", timeStyle: "short" });
    const drop = h("button", { type: "button", class: "btn btn-sm", onclick: () => { dropDraft(this.config.project); window.location.reload(); } }, t("Throw them away"));
    this.views.notice.replaceChildren(h("div", { class: `notice${isOld ? " notice-warn" : ""}` }, h("div", { class: "grow" },
      t("You see your changes of {when}, which are not published.", { when }), isOld ? ` ${t("Another version came into force since.")}` : ""), drop));
  }
}

/** A document that was typed as JSON may hold anything; then the server says what is wrong. */
function ownProblems(document: Document): Problem[] {
  try { return check(document); } catch { return []; }
}

function parsed(text: string): Document | null {
  try {
    const found: unknown = JSON.parse(text);
    return isDocument(found) ? found : null;
  } catch { return null; }
}
