import { nodes } from "../bench/schema.ts";
import { t } from "../bench/words.ts";
import { allOptions, conditions, MEASURED, PICKED } from "./document.ts";
import type { Document, EditedQuestion, Problem } from "./types.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;
const RESERVED = "bgmopqsuwx";

/** What is wrong while one types; the server looks again and knows more (see `projects/rules/schema_reading.py`). */
export function check(document: Document): Problem[] {
  const found: Problem[] = [];
  const note = (field: string, text: string): void => { found.push({ code: "typing", field, text }); };
  if (isBlank(document.title)) note("/title", t("Give it a title."));
  if (document.content.length === 0) note("/content", t("Show something: add a block."));
  if (document.questions.length === 0) note("/questions", t("Ask something: add a question."));
  names(document.content.map((each) => each.field), (nth) => `/content/${nth}/field`, note);
  names(document.questions.map((each) => each.id), (nth) => `/questions/${nth}/id`, note);
  document.questions.forEach((question, nth) => { checkQuestion(document, question, `/questions/${nth}`, nth, note); });
  return found;
}

type Note = (field: string, text: string) => void;

function checkQuestion(document: Document, question: EditedQuestion, at: string, nth: number, note: Note): void {
  if (isBlank(question.label)) note(`${at}/label`, t("Write the question."));
  checkOptions(question, at, note);
  checkLimits(question, at, note);
  const holder = question.per === "turns" ? "chat" : "results";
  if (question.per && !document.content.some((each) => each.kind === holder)) note(`${at}/per`, t("No block shows what this is asked of."));
  if (question.kind === "pairwise") {
    const [left, right] = question.sides ?? [];
    if (!left || !right || left === right) note(`${at}/sides`, t("Choose two different blocks to compare."));
  }
  if (question.kind === "spans" && !question.per && !document.content.some((each) => each.field === question.of && each.kind === "text")) note(`${at}/of`, t("Choose the text in which spans are marked."));
  const earlier = document.questions.slice(0, nth);
  conditions(question).forEach((condition, which) => {
    const asked = earlier.find((each) => each.id === condition.question);
    const place = `${at}/when/${which}`;
    if (!asked || (asked.retired && !question.retired)) { note(`${place}/question`, t("Choose a question that is asked before this one.")); return; }
    const named = [...(condition.is ?? []), ...(condition.is_not ?? [])];
    if (PICKED.includes(asked.kind) && named.length === 0 && (condition.is ?? condition.is_not)) note(place, t("Choose at least one answer."));
    if (named.some((value) => !canBe(asked, value))) note(place, t("This names something that is no answer to {question}.", { question: asked.id }));
  });
}

function canBe(asked: EditedQuestion, value: string | number): boolean {
  if (MEASURED.includes(asked.kind)) return typeof value === "number";
  if (asked.kind === "pairwise") return [...(asked.sides ?? []), "tie"].includes(String(value));
  return allOptions(asked.options).some((each) => each.id === value);
}

function checkOptions(question: EditedQuestion, at: string, note: Note): void {
  const hasOptions = ["choice", "multi_choice", "taxonomy", "spans"].includes(question.kind) || (question.kind === "ranking" && !question.of);
  if (!hasOptions) return;
  const options = question.options ?? [];
  const least = question.kind === "spans" ? 1 : 2;
  if (options.length < least) note(`${at}/options`, t("There must be at least {n} answers.", { n: least }));
  const every = nodes(options as Parameters<typeof nodes>[0]);
  const places = pointers(options, `${at}/options`);
  const keys = new Map<string, string>();
  names(every.map((each) => each.option.id), (nth) => `${places[nth]}/id`, note);
  allOptions(options).forEach((option, nth) => {
    if (isBlank(option.label)) note(`${places[nth]}/label`, t("Write the answer."));
    const key = option.hotkey?.toLowerCase() ?? "";
    if (key && !/^[\p{L}\p{N}]$/u.test(key)) note(`${places[nth]}/hotkey`, t("A key is one letter or digit."));
    else if (key && RESERVED.includes(key)) note(`${places[nth]}/hotkey`, t("This key belongs to a button of the workbench."));
    else if (key && keys.has(key)) note(`${places[nth]}/hotkey`, t("Another answer has this key."));
    keys.set(key, option.id);
  });
}

/** The pointer of every option, each before those below it. */
export function pointers(options: { options?: unknown }[], at: string): string[] {
  return options.flatMap((each, nth) => [`${at}/${nth}`, ...(Array.isArray(each.options) ? pointers(each.options as { options?: unknown }[], `${at}/${nth}/options`) : [])]);
}

function checkLimits(question: EditedQuestion, at: string, note: Note): void {
  const [low, high] = question.kind === "text" ? [question.min_length, question.max_length] : [question.min, question.max];
  const name = question.kind === "text" ? "min_length" : "min";
  if (low !== undefined && high !== undefined && low > high) note(`${at}/${name}`, t("The least must not be more than the most."));
}

function names(given: (string | undefined)[], at: (nth: number) => string, note: Note): void {
  given.forEach((name, nth) => {
    if (!NAME.test(name ?? "")) note(at(nth), t("An id has letters, digits, ., - or _, and begins with a letter or digit."));
    else if (given.indexOf(name) !== nth) note(at(nth), t("This id is used twice."));
  });
}

function isBlank(text: unknown): boolean {
  return typeof text === "object" && text !== null ? Object.values(text).every((each) => each === "") : text === undefined || text === null || text === "";
}
