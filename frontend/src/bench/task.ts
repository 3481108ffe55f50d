import { contentView } from "./content.ts";
import { isAsked } from "./conditions.ts";
import { h } from "./dom.ts";
import { Interacting } from "./interactions.ts";
import { questionView, type Asking } from "./questions.ts";
import { askedUnder, live, type Slot } from "./schema.ts";
import type { Answers, Reason, Schema, Task, Viewing } from "./types.ts";
import { said, t } from "./words.ts";

export interface TaskProps {
  task: Task; schema: Schema; answers: Answers; person: string; interacting: Interacting; viewing?: Viewing;
  changed: () => void; submit: () => void; skip: () => void; guideline: () => void; ask: () => void; report: () => void;
}

/** The two columns of a task: what it is, and what is asked. */
export function taskView(props: TaskProps): HTMLElement[] {
  const { task, schema, answers, person, interacting } = props;
  const views: [Slot, HTMLElement][] = [];
  const instead = new Map<string, HTMLElement>();
  const asking: Asking = { schema, content: task.content, answers, person, task: task.task, changed: () => { showAsked(schema, answers, views); props.changed(); } };
  const ask = (slot: Slot): HTMLElement => {
    const view = questionView(slot, asking, instead);
    views.push([slot, view]);
    return view;
  };
  const alone = live(schema).filter((question) => !question.per).map((question) => ask({ question, subject: null }));
  const content = h("section", { class: "panel", "aria-labelledby": "focus" },
    h("header", {}, h("h1", { tabindex: "-1", id: "focus", ...said(schema.title).tags }, said(schema.title).text), h("span", { class: "quiet-text", dir: "auto" }, task.project.name),
      task.attempt > 1 ? h("span", { class: "state state-busy end" }, t("Once more")) : null),
    contentView({ schema, task, person, interacting, viewing: props.viewing, instead, under: (block, part) => {
      const asked = askedUnder(schema, block);
      return asked.length ? h("div", { class: "per-result" }, ...asked.map((question) => ask({ question, subject: String(part.id) }))) : null;
    } }));
  const form = h("section", { class: "panel questions", "aria-label": t("Your answer") }, h("div", { class: "body" }, ...alone, buttons(props), rarer(props)));
  showAsked(schema, answers, views);
  return [content, form];
}

/** Questions come and go with the answers before them. */
function showAsked(schema: Schema, answers: Answers, views: [Slot, HTMLElement][]): void {
  for (const [slot, view] of views) view.hidden = !isAsked(schema, slot.question, answers, slot.subject);
}

const key = (name: string): HTMLElement => h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, name);

function buttons(props: TaskProps): HTMLElement {
  return h("div", { class: "actions" },
    h("button", { type: "button", class: "btn btn-primary", id: "submit", "data-key": "Enter", "data-key-listed": "Ctrl+Enter", onclick: props.submit }, t("Submit"), key("Enter")),
    h("button", { type: "button", class: "btn", "data-key": "s", onclick: props.skip }, t("Skip"), key("S")),
    props.task.guideline_version
      ? h("button", { type: "button", class: "btn", "data-key": "g", "aria-expanded": "false", onclick: props.guideline }, t("Guideline"), key("G")) : null);
}

/** What is pressed rarely stands apart, so that nobody reports a task who wants to submit it. */
function rarer(props: TaskProps): HTMLElement {
  return h("div", { class: "rarer" },
    h("button", { type: "button", class: "btn btn-quiet", "data-key": "q", onclick: props.ask }, t("Ask the project owner"), key("Q")),
    h("button", { type: "button", class: "btn btn-quiet", "data-key": "x", onclick: props.report }, t("Report now"), key("X")));
}

/** Puts each reason under its question or its content; gives back those that belong to none. */
export function showReasons(stage: HTMLElement, reasons: Reason[]): Reason[] {
  const left: Reason[] = [];
  for (const each of stage.querySelectorAll<HTMLElement>(".question > .problem, .content-block > .problem")) each.hidden = true;
  for (const reason of reasons) {
    const at = (reason.field ?? "").replace(/^answers\//, "");
    const holder = [...stage.querySelectorAll<HTMLElement>(".question, .content-block")].find((each) => at !== "" && at === (each.dataset["place"] ?? each.dataset["field"]));
    const problem = holder?.querySelector<HTMLElement>(":scope > .problem");
    if (!problem) { left.push(reason); continue; }
    problem.textContent = reason.text;
    problem.hidden = false;
  }
  stage.querySelector<HTMLElement>(".question:has(> .problem:not([hidden])) :is(input, textarea, button)")?.focus();
  return left;
}

