import { h } from "../bench/dom.ts";
import type { BlockKind } from "../bench/types.ts";
import { say, t } from "../bench/words.ts";
import { choose, field, idOf, localText, numberInput, problemPlace, put, tick, type Editing } from "./fields.ts";
import { optionList } from "./options.ts";
import type { EditedQuestion } from "./types.ts";

type Numbers = "min" | "max" | "step" | "min_length" | "max_length";
type Flags = "ordered" | "any_level" | "tie" | "overlap";

/** What only this kind of question has. */
export function kindFields(editing: Editing, question: EditedQuestion, at: string): HTMLElement[] {
  const number = (key: Numbers, label: string, placeholder = ""): HTMLElement =>
    field(label, `${at}/${key}`, numberInput(question[key], (value) => { put(question, key, value); editing.changed(); }, placeholder));
  const flag = (key: Flags, label: string, hint = "", otherwise = false): HTMLElement =>
    tick(label, `${at}/${key}`, question[key] ?? otherwise, (isOn) => { if (isOn === otherwise) delete question[key]; else question[key] = isOn; editing.changed(); }, hint);
  const together = (...parts: HTMLElement[]): HTMLElement => h("div", { class: "two-up" }, ...parts);
  const options = (): HTMLElement => optionList(editing, question, `${at}/options`);
  switch (question.kind) {
    case "choice": return [options(), flag("ordered", t("The answers are in order, best first or worst first"), t("Then being off by one is a small mistake, and statistics know it."))];
    case "multi_choice": return [options(), together(number("min", t("At least"), "0"), number("max", t("At most"), t("all")))];
    case "taxonomy": return [options(), together(number("min", t("At least"), "1"), number("max", t("At most"), "1")), flag("any_level", t("Branches may be chosen, too"))];
    case "scale": return [together(number("min", t("From")), number("max", t("To")), number("step", t("In steps of"), "1")), ...gradeFields(editing, question, at)];
    case "number": return [together(number("min", t("At least")), number("max", t("At most")), number("step", t("In steps of"), t("any")),
      field(t("Unit"), `${at}/unit`, localText(editing, question.unit, (text) => put(question, "unit", text))))];
    case "text": return [together(number("min_length", t("Characters at least"), "0"), number("max_length", t("Characters at most"), "2000"))];
    case "ranking": return [ranked(editing, question, at), ...(question.of ? [] : [options()]), together(number("max", t("How many are put in order"), t("all")))];
    case "pairwise": return [sides(editing, question, at), flag("tie", t("“Equally good” may be chosen"), "", true)];
    case "spans": return [...(question.per ? [] : [about(editing, question, at, ["text"], t("Marked in"))]), options(),
      together(number("min", t("At least"), "0"), number("max", t("At most"), "200")), flag("overlap", t("Spans may overlap"))];
    default: return []; // As somebody typed it in the JSON.
  }
}

/** The name of each grade, where there are few; and which are critical. */
function gradeFields(editing: Editing, question: EditedQuestion, at: string): HTMLElement[] {
  const { min = 1, max = 5, step = 1 } = question;
  const n = Math.floor((max - min) / (step || 1)) + 1;
  if (!(n >= 2 && n <= 11)) return [];
  const grades = Array.from({ length: n }, (_, nth) => String(Math.round((min + nth * step) * 1000) / 1000));
  return [h("fieldset", { class: "answers", "data-pointer": `${at}/labels` }, h("legend", {}, t("Grades")), ...grades.map((grade) => h("div", { class: "grade" },
    field(grade, `${at}/labels/${grade}`, localText(editing, question.labels?.[grade], (text) => {
      const labels = { ...question.labels, [grade]: text };
      if (text === "") delete labels[grade];
      put(question, "labels", Object.keys(labels).length ? labels : undefined);
    })),
    tick(t("critical"), `${at}/critical/${grade}`, question.critical?.includes(Number(grade)) ?? false, (isOn) => {
      const all = isOn ? [...(question.critical ?? []), Number(grade)] : (question.critical ?? []).filter((each) => each !== Number(grade));
      put(question, "critical", all.length ? all.sort((a, b) => a - b) : undefined);
      editing.changed();
    }))))];
}

/** The block a question is about. */
export function about(editing: Editing, question: EditedQuestion, at: string, kinds: BlockKind[], label: string, none = ""): HTMLElement {
  const blocks = editing.document.content.filter((each) => kinds.includes(each.kind)).map((each) => [each.field, say(each.label) ? `${say(each.label)} (${each.field})` : each.field] as const);
  return field(label, `${at}/of`, choose(question.of ?? "", [...(none ? [["", none] as const] : []), ...blocks], (value) => { put(question, "of", value); editing.redraw(idOf(`${at}/of`)); editing.changed(); }));
}

function ranked(editing: Editing, question: EditedQuestion, at: string): HTMLElement {
  return about(editing, question, at, ["results", "chat"], t("Put in order"), t("the answers below"));
}

function sides(editing: Editing, question: EditedQuestion, at: string): HTMLElement {
  const blocks = editing.document.content.map((each) => [each.field, say(each.label) ? `${say(each.label)} (${each.field})` : each.field] as const);
  const side = (nth: 0 | 1, label: string): HTMLElement => field(label, `${at}/sides/${nth}`, choose(question.sides?.[nth] ?? "", blocks, (value) => {
    const both = [question.sides?.[0] ?? "", question.sides?.[1] ?? ""];
    both[nth] = value;
    question.sides = both;
    editing.changed();
  }));
  return h("div", { "data-pointer": `${at}/sides` }, h("div", { class: "two-up" }, side(0, t("One side")), side(1, t("The other side"))), problemPlace(`${at}/sides`));
}
