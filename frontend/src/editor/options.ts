import { h } from "../bench/dom.ts";
import { keyed } from "../bench/schema.ts";
import { say, t } from "../bench/words.ts";
import type { Text } from "../bench/types.ts";
import { allOptions, blankOption, freeId, move, renameOption, slug } from "./document.ts";
import { button, choose, field, idOf, inRow, localText, moveByKeys, movers, problemPlace, put, textInput, tick, type Editing } from "./fields.ts";
import { readText } from "./texts.ts";
import type { EditedOption, EditedQuestion } from "./types.ts";

interface Holder { editing: Editing; question: EditedQuestion; list: EditedOption[]; pointer: string; level: number }

/** The answers to choose from; of a taxonomy, those below each. */
export function optionList(editing: Editing, question: EditedQuestion, pointer: string): HTMLElement {
  question.options ??= [];
  return h("fieldset", { class: "answers", "data-pointer": pointer },
    h("legend", {}, question.kind === "spans" ? t("Labels") : t("Answers")), problemPlace(pointer),
    listOf({ editing, question, list: question.options, pointer, level: 1 }));
}

function listOf(holder: Holder): HTMLElement {
  const { editing, question, list, pointer, level } = holder;
  const add = (): void => { list.push(blankOption(question)); editing.redraw(idOf(`${pointer}/${list.length - 1}/label`)); editing.changed(); };
  return h("div", { class: "answer-list" },
    h("ol", { class: "answer-rows" }, ...list.map((option, nth) => row(holder, option, nth))),
    level === 1 ? button(question.kind === "spans" ? t("Add a label") : t("Add an answer"), add, { class: "btn btn-sm", id: `${idOf(pointer)}-add` }) : null);
}

function row(holder: Holder, option: EditedOption, nth: number): HTMLElement {
  const { editing, question, list, pointer } = holder;
  const at = `${pointer}/${nth}`;
  const name = say(option.label) || option.id;
  const go = (by: number): void => {
    if (!move(list, nth, by)) return;
    editing.redraw(idOf(`${pointer}/${nth + by}/label`));
    editing.changed();
  };
  const part = h("li", { class: option.retired ? "answer is-retired" : "answer", "data-pointer": at },
    h("div", { class: "answer-row" }, labelCell(holder, option, at), idCell(editing, question, option, at),
      question.kind === "taxonomy" || option.retired ? null : keyCell(editing, question, option, at),
      h("div", { class: "row-buttons" }, ...movers(name, idOf(at), [nth, list.length], go), ...below(holder, option, at), taking(holder, option, nth))),
    option.retired ? mapping(editing, question, option, at) : more(editing, option, at),
    option.options?.length ? listOf({ ...holder, list: option.options, pointer: `${at}/options`, level: holder.level + 1 }) : null);
  moveByKeys(part, go);
  return part;
}

/** A label that is written also makes the id, until it was published or written itself; several lines are several answers. */
function labelCell({ editing, question, list, pointer }: Holder, option: EditedOption, at: string): HTMLElement {
  const set = (label: Text): void => {
    const isOwn = isPublished(editing, question, option) || !isMade(option, editing.main);
    option.label = label;
    if (isOwn) return;
    const taken = allOptions(question.options).filter((each) => each !== option).map((each) => each.id);
    renameOption(editing.document, question, option, freeId(slug(readText(label, editing.main, editing.main)), taken, "answer"));
    const shown = document.getElementById(idOf(`${at}/id`));
    if (shown instanceof HTMLInputElement) shown.value = option.id;
  };
  const input = localText(editing, option.label, set);
  input.addEventListener("paste", (event) => {
    const lines = ((event as ClipboardEvent).clipboardData?.getData("text") ?? "").split("\n").map((each) => each.trim()).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const here = list.indexOf(option);
    const isBlank = say(option.label) === "";
    for (const [nth, line] of lines.entries()) list.splice(here + 1 + nth, 0, blankOption({ ...question, options: [...allOptions(question.options)] }, line));
    if (isBlank) list.splice(here, 1);
    editing.redraw(idOf(`${pointer}/${here + lines.length - (isBlank ? 1 : 0)}/label`));
    editing.changed();
  });
  return inRow(t("Answer {id}", { id: option.id }), `${at}/label`, input, "grow");
}

export function isMade(part: { id: string; label: Text }, main: string): boolean {
  const stem = slug(readText(part.label, main, main));
  return /^(answer|question)_\d+$/.test(part.id) || part.id === stem || (stem !== "" && part.id.startsWith(`${stem}_`));
}

function isPublished(editing: Editing, question: EditedQuestion, option: EditedOption): boolean {
  const before = editing.base?.document.questions.find((each) => each.id === question.id);
  return allOptions(before?.options).some((each) => each.id === option.id);
}

function idCell(editing: Editing, question: EditedQuestion, option: EditedOption, at: string): HTMLElement {
  const input = textInput(option.id, (value) => { renameOption(editing.document, question, option, value); editing.changed(); },
    { class: "form-control mono", dir: "ltr", maxlength: 60, spellcheck: "false", readonly: isPublished(editing, question, option) });
  if (input.readOnly) input.title = t("Published: the id stays, the answer can be called something else.");
  return inRow(t("Id of {name}", { name: say(option.label) || option.id }), `${at}/id`, input, "cell-id");
}

function keyCell(editing: Editing, question: EditedQuestion, option: EditedOption, at: string): HTMLElement {
  const free = keyed(question as Parameters<typeof keyed>[0]).find((each) => each.id === option.id)?.hotkey ?? "";
  const input = textInput(option.hotkey ?? "", (value) => { put(option, "hotkey", value.toLowerCase()); editing.changed(); },
    { class: "form-control", maxlength: 1, placeholder: free.toUpperCase() });
  return inRow(t("Key of {name}", { name: say(option.label) || option.id }), `${at}/hotkey`, input, "cell-key");
}

function below({ editing, question, level }: Holder, option: EditedOption, at: string): HTMLElement[] {
  if (question.kind !== "taxonomy" || level >= 6) return [];
  return [button(t("Add an answer below {name}", { name: say(option.label) || option.id }), () => {
    option.options = [...(option.options ?? []), blankOption(question)];
    editing.redraw(idOf(`${at}/options/${option.options.length - 1}/label`));
    editing.changed();
  }, {}, "＋")];
}

/** What was published is retired; the rest is taken out. */
function taking({ editing, question, list, pointer }: Holder, option: EditedOption, nth: number): HTMLElement {
  const name = say(option.label) || option.id;
  const after = (focus: string): void => { editing.redraw(focus); editing.changed(); };
  if (option.retired) return button(t("Offer {name} again", { name }), () => { delete option.retired; delete option.maps_to; after(idOf(`${pointer}/${nth}/label`)); }, {}, "↺");
  if (!allOptions([option]).some((each) => isPublished(editing, question, each))) {
    return button(t("Remove {name}", { name }), () => { list.splice(nth, 1); after(`${idOf(pointer)}-add`); }, {}, "✕");
  }
  return button(t("Retire {name}", { name }), () => { for (const each of allOptions([option])) { each.retired = true; delete each.hotkey; } after(idOf(`${pointer}/${nth}/maps_to`)); }, {}, "✕");
}

/** Where the answers go that were given with it. */
function mapping(editing: Editing, question: EditedQuestion, option: EditedOption, at: string): HTMLElement {
  const live = allOptions(question.options).filter((each) => !each.retired && each !== option);
  const select = choose(option.maps_to ?? "", [["", t("themselves: they stay as they are")], ...live.map((each) => [each.id, say(each.label) || each.id] as const)],
    (value) => { put(option, "maps_to", value); editing.changed(); });
  return field(t("Retired. Answers given with it count as"), `${at}/maps_to`, select);
}

function more(editing: Editing, option: EditedOption, at: string): HTMLElement {
  const view = h("details", { class: "more", ontoggle: () => { if (view.open) editing.open.add(option); else editing.open.delete(option); } },
    h("summary", {}, option.critical ? t("Explained, critical") : t("More")),
    field(t("Explanation"), `${at}/help`, localText(editing, option.help, (text) => put(option, "help", text))),
    tick(t("Critical: always judged twice"), `${at}/critical`, option.critical ?? false, (isOn) => { put(option, "critical", isOn); editing.changed(); }));
  view.open = editing.open.has(option);
  return view;
}
