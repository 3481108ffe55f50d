import { h } from "../bench/dom.ts";
import type { Condition } from "../bench/types.ts";
import { say, t } from "../bench/words.ts";
import { allOptions, conditions, MEASURED, PICKED, setConditions } from "./document.ts";
import { button, choose, field, idOf, numberInput, problemPlace, put, type Editing } from "./fields.ts";
import type { EditedQuestion } from "./types.ts";

/** "Ask B when A is x": all of them must hold. */
export function conditionList(editing: Editing, question: EditedQuestion, nth: number): HTMLElement {
  const at = `/questions/${nth}/when`;
  const list = conditions(question);
  const earlier = editing.document.questions.slice(0, nth).filter((each) => !each.retired && [...PICKED, ...MEASURED].includes(each.kind));
  const store = (focus: string): void => { setConditions(question, list); editing.redraw(focus); editing.changed(); };
  const add = button(t("Ask it only after certain answers"), () => {
    list.push(blank(earlier.at(-1)!));
    store(idOf(`${at}/${list.length - 1}/question`));
  }, { class: "btn btn-sm", id: `${idOf(at)}-add`, disabled: earlier.length === 0 });
  return h("fieldset", { class: "conditions", "data-pointer": at }, h("legend", {}, t("Asked when")),
    list.length === 0 ? h("p", { class: "quiet-text small" }, t("Always.")) : null,
    ...list.map((condition, which) => row(editing, { condition, earlier, at: `${at}/${which}` },
      (focus) => store(focus), () => { list.splice(which, 1); store(`${idOf(at)}-add`); })),
    add);
}

interface Row { condition: Condition; earlier: EditedQuestion[]; at: string }

function row(editing: Editing, { condition, earlier, at }: Row, store: (focus: string) => void, remove: () => void): HTMLElement {
  const asked = earlier.find((each) => each.id === condition.question);
  const select = choose(condition.question, earlier.map((each) => [each.id, say(each.label) || each.id] as const), (value) => {
    for (const key of Object.keys(condition)) delete (condition as unknown as Record<string, unknown>)[key];
    Object.assign(condition, blank(earlier.find((each) => each.id === value)!));
    store(idOf(`${at}/question`));
  });
  return h("div", { class: "condition", "data-pointer": at }, field(t("Question"), `${at}/question`, select),
    ...(asked ? (MEASURED.includes(asked.kind) ? limits(editing, condition, at) : answers(editing, condition, asked, at, store)) : []),
    problemPlace(at), button(t("Remove this condition"), remove, {}, "✕"));
}

function blank(question: EditedQuestion): Condition {
  return MEASURED.includes(question.kind) ? { question: question.id } : { question: question.id, is: [] };
}

function limits(editing: Editing, condition: Condition, at: string): HTMLElement[] {
  const limit = (key: "at_least" | "at_most", label: string): HTMLElement =>
    field(label, `${at}/${key}`, numberInput(condition[key], (value) => { put(condition, key, value); editing.changed(); }));
  return [limit("at_least", t("is at least")), limit("at_most", t("is at most"))];
}

/** One of some answers, or none of them. */
function answers(editing: Editing, condition: Condition, asked: EditedQuestion, at: string, store: (focus: string) => void): HTMLElement[] {
  const key = condition.is === undefined && condition.is_not !== undefined ? "is_not" : "is";
  const other = key === "is" ? "is_not" : "is";
  const mode = choose(key, [["is", t("is one of")], ["is_not", t("is answered, and none of")]], () => {
    condition[other] = condition[key] ?? [];
    delete condition[key];
    store(idOf(`${at}/mode`));
  });
  const chosen = condition[key] ?? [];
  const known: [string, string][] = asked.kind === "pairwise"
    ? [...(asked.sides ?? []), ...(asked.tie === false ? [] : ["tie"])].map((each) => [each, each === "tie" ? t("Equally good") : each])
    : allOptions(asked.options).map((each) => [each.id, say(each.label) || each.id]);
  return [field(t("Its answer"), `${at}/mode`, mode), h("div", { class: "picks", role: "group", "aria-label": t("Answers") }, ...known.map(([id, label]) => {
    const input: HTMLInputElement = h("input", { type: "checkbox", class: "form-check-input", checked: chosen.includes(id), onchange: () => {
      condition[key] = input.checked ? [...(condition[key] ?? []), id] : (condition[key] ?? []).filter((each) => each !== id);
      editing.changed();
    } });
    return h("label", { class: "pick" }, input, h("span", { dir: "auto" }, label));
  }))];
}
