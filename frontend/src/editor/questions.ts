import { h } from "../bench/dom.ts";
import type { BlockKind, Kind, Text } from "../bench/types.ts";
import { say, t } from "../bench/words.ts";
import { adding } from "./blocks.ts";
import { card } from "./card.ts";
import { conditionList } from "./conditions.ts";
import { become, blankQuestion, freeId, renameQuestion, slug } from "./document.ts";
import { button, choose, field, idOf, localText, problemPlace, put, textInput, tick, type Editing } from "./fields.ts";
import { about, kindFields } from "./kinds.ts";
import { isMade } from "./options.ts";
import { readText } from "./texts.ts";
import type { EditedQuestion } from "./types.ts";

export function questionKinds(): [Kind, string][] {
  return [["choice", t("One answer")], ["multi_choice", t("Several answers")], ["taxonomy", t("Answers from a tree")], ["scale", t("A grade")],
    ["number", t("A number")], ["text", t("A text")], ["ranking", t("An order")], ["pairwise", t("The better of two")], ["spans", t("Marked spans of text")]];
}

/** What contributors are asked. */
export function questionList(editing: Editing): HTMLElement {
  const { document } = editing;
  const add = (kind: string): void => {
    document.questions.push(blankQuestion(document, kind as Kind));
    editing.open.add(document.questions.at(-1)!);
    editing.redraw(idOf(`/questions/${document.questions.length - 1}/label`));
    editing.changed();
  };
  return h("section", { class: "edit-part", "data-pointer": "/questions", "aria-labelledby": "asked-title" },
    h("h3", { id: "asked-title" }, t("Asked")), problemPlace("/questions"),
    h("ol", { class: "cards" }, ...document.questions.map((question, nth) => questionCard(editing, question, nth))),
    adding(t("Kind of the new question"), "add-question", t("Add a question"), questionKinds(), add, "n"));
}

function questionCard(editing: Editing, question: EditedQuestion, nth: number): HTMLElement {
  const kind = questionKinds().find(([each]) => each === question.kind)?.[1] ?? String(question.kind);
  return card(editing, {
    part: question, list: editing.document.questions, nth, pointer: `/questions/${nth}`, isRetired: question.retired ?? false,
    name: say(question.label) || question.id, about: `${kind} · ${question.id}`, taking: taking(editing, question, nth),
    body: () => body(editing, question, nth),
  });
}

function isPublished(editing: Editing, question: EditedQuestion): boolean {
  return editing.base?.document.questions.some((each) => each.id === question.id) ?? false;
}

function taking(editing: Editing, question: EditedQuestion, nth: number): HTMLElement {
  const name = say(question.label) || question.id;
  const after = (focus: string): void => { editing.redraw(focus); editing.changed(); };
  const here = `${idOf(`/questions/${nth}`)}-toggle`;
  if (question.retired) return button(t("Ask {name} again", { name }), () => { delete question.retired; after(here); }, {}, "↺");
  if (isPublished(editing, question)) return button(t("Retire {name}", { name }), () => { question.retired = true; after(here); }, {}, "✕");
  return button(t("Remove {name}", { name }), () => { editing.document.questions.splice(nth, 1); after("add-question"); }, {}, "✕");
}

function body(editing: Editing, question: EditedQuestion, nth: number): HTMLElement[] {
  const at = `/questions/${nth}`;
  const redrawn = (focus: string): void => { editing.redraw(idOf(focus)); editing.changed(); };
  const kind = choose(question.kind, questionKinds(), (value) => { become(question, value as Kind, editing.document); redrawn(`${at}/kind`); });
  kind.disabled = isPublished(editing, question);
  const isOptional = question.kind === "spans";
  return [
    question.retired ? h("p", { class: "quiet-text small" }, t("No longer asked; the answers given to it stay as they are.")) : h("span", {}),
    field(t("Question"), `${at}/label`, localText(editing, question.label, (text) => label(editing, question, text, at), true)),
    field(t("Help below it"), `${at}/help`, localText(editing, question.help, (text) => put(question, "help", text))),
    h("div", { class: "two-up" },
      field(t("Kind"), `${at}/kind`, kind, kind.disabled ? t("Published: answers keep their kind.") : ""),
      field(t("Id"), `${at}/id`, idInput(editing, question)), perField(editing, question, at, redrawn)),
    tick(t("Must be answered"), `${at}/required`, question.required ?? !isOptional, (isOn) => { put(question, "required", undefined); if (isOn === isOptional) question.required = isOn; editing.changed(); }),
    ...kindFields(editing, question, at), conditionList(editing, question, nth)];
}

/** The label of a new question makes its id, too. */
function label(editing: Editing, question: EditedQuestion, text: Text, at: string): void {
  const isOwn = isPublished(editing, question) || !isMade(question, editing.main);
  question.label = text;
  const name = document.getElementById(`${idOf(at)}-toggle`)?.querySelector(".card-name");
  if (name) name.textContent = say(text) || question.id;
  if (isOwn) return;
  const taken = editing.document.questions.filter((each) => each !== question).map((each) => each.id);
  renameQuestion(editing.document, question, freeId(slug(readText(text, editing.main, editing.main)), taken, "question"));
  const shown = document.getElementById(idOf(`${at}/id`));
  if (shown instanceof HTMLInputElement) shown.value = question.id;
}

function idInput(editing: Editing, question: EditedQuestion): HTMLInputElement {
  return textInput(question.id, (value) => { renameQuestion(editing.document, question, value); editing.changed(); },
    { class: "form-control mono", dir: "ltr", maxlength: 60, spellcheck: "false", readonly: isPublished(editing, question) });
}

/** Once, or of every result or turn; and of which list, where there are several. */
function perField(editing: Editing, question: EditedQuestion, at: string, redrawn: (focus: string) => void): HTMLElement {
  const ways = [["", t("Once")], ["results", t("Of every result")], ["turns", t("Of every turn of a chat")]] as const;
  const select = choose(question.per ?? "", ways, (value) => { put(question, "per", (value || undefined) as EditedQuestion["per"]); redrawn(`${at}/per`); });
  select.disabled = isPublished(editing, question);
  const holder: BlockKind = question.per === "turns" ? "chat" : "results";
  const several = question.per && editing.document.content.filter((each) => each.kind === holder).length > 1;
  return h("div", {}, field(t("Asked"), `${at}/per`, select), several ? about(editing, question, at, [holder], t("Of which")) : null);
}
