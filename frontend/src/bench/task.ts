import { contentView } from "./content.ts";
import { h } from "./dom.ts";
import { questionView } from "./questions.ts";
import { live } from "./schema.ts";
import type { Answers, Reason, Result, Schema, Task } from "./types.ts";
import { say, t } from "./words.ts";

export interface TaskProps {
  task: Task; schema: Schema; answers: Answers;
  changed: () => void; submit: () => void; skip: () => void; guideline: () => void;
}

/** The two columns of a task: what it is, and what is asked. */
export function taskView(props: TaskProps): HTMLElement[] {
  const { task, schema, answers, changed } = props;
  const perResult = live(schema).filter((question) => question.per === "results");
  const alone = live(schema).filter((question) => question.per !== "results");
  const under = (result: Result): Node | null => perResult.length === 0 ? null
    : h("div", { class: "per-result" }, ...perResult.map((question) => questionView({ question, subject: result.id }, answers, changed)));
  const content = h("section", { class: "panel", "aria-labelledby": "focus" },
    h("header", {}, h("h1", { tabindex: "-1", id: "focus", dir: "auto" }, say(schema.title)), h("span", { class: "quiet-text", dir: "auto" }, task.project.name),
      task.attempt > 1 ? h("span", { class: "state state-busy end" }, t("Once more")) : null),
    contentView(schema, task, under));
  const form = h("section", { class: "panel questions", "aria-label": t("Your answer") },
    h("div", { class: "body" }, ...alone.map((question) => questionView({ question, subject: null }, answers, changed)), buttons(props)));
  return [content, form];
}

function buttons(props: TaskProps): HTMLElement {
  const key = (name: string): HTMLElement => h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, name);
  return h("div", { class: "actions" },
    h("button", { type: "button", class: "btn btn-primary", id: "submit", "data-key": "Enter", onclick: props.submit }, t("Submit"), key("Enter")),
    h("button", { type: "button", class: "btn", "data-key": "s", onclick: props.skip }, t("Skip"), key("S")),
    props.task.guideline_version
      ? h("button", { type: "button", class: "btn", "data-key": "g", "aria-expanded": "false", onclick: props.guideline }, t("Guideline"), key("G")) : null);
}

/** Puts each reason under its question; gives back those that belong to none. */
export function showReasons(stage: HTMLElement, reasons: Reason[]): Reason[] {
  const left: Reason[] = [];
  for (const each of stage.querySelectorAll<HTMLElement>(".question > .problem")) each.hidden = true;
  for (const reason of reasons) {
    const question = [...stage.querySelectorAll<HTMLElement>(".question")]
      .find((each) => (reason.field ?? "").replace(/^answers\//, "") === each.dataset["place"]);
    const problem = question?.querySelector<HTMLElement>(".problem");
    if (!question || !problem) { left.push(reason); continue; }
    problem.textContent = reason.text;
    problem.hidden = false;
  }
  stage.querySelector<HTMLElement>(".question:has(> .problem:not([hidden])) :is(input, textarea)")?.focus();
  return left;
}
