import type { BlockKind, Condition, Kind } from "../bench/types.ts";
import type { Block, Document, EditedOption, EditedQuestion } from "./types.ts";

export const PICKED: readonly Kind[] = ["choice", "multi_choice", "taxonomy", "ranking", "pairwise"];
export const MEASURED: readonly Kind[] = ["scale", "number"];
const WITH_OPTIONS: readonly Kind[] = ["choice", "multi_choice", "taxonomy", "ranking", "spans"];

export function pretty(document: unknown): string { return JSON.stringify(document, null, 2); }

/** Whether the form can show it: lists of objects where they are expected. What is in them may still be wrong. */
export function isDocument(value: unknown): value is Document {
  return isObject(value) && areObjects(value["content"]) && areObjects(value["questions"])
    && value["questions"].every((each) => areOptions(each["options"])
      && (each["when"] === undefined || isObject(each["when"]) || areObjects(each["when"]))
      && [each["labels"]].every((of) => of === undefined || isObject(of))
      && [each["sides"], each["critical"]].every((of) => of === undefined || Array.isArray(of)));
}

function areOptions(value: unknown): boolean {
  return value === undefined || (areObjects(value) && value.every((each) => areOptions(each["options"])));
}
function areObjects(value: unknown): value is Record<string, unknown>[] { return Array.isArray(value) && value.every(isObject); }
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An id made from a label: what machines read, so plain letters. */
export function slug(label: string): string {
  return label.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 40);
}

export function freeId(wanted: string, taken: Iterable<string>, otherwise: string): string {
  const used = new Set(taken);
  const stem = wanted || otherwise;
  if (wanted && !used.has(wanted)) return wanted;
  for (let nth = wanted ? 2 : 1; ; nth++) if (!used.has(`${stem}_${nth}`)) return `${stem}_${nth}`;
}

export function allOptions(options: EditedOption[] = []): EditedOption[] {
  return options.flatMap((each) => [each, ...allOptions(each.options)]);
}

export function move<T>(list: T[], at: number, by: number): boolean {
  const to = at + by;
  if (to < 0 || to >= list.length) return false;
  list.splice(to, 0, ...list.splice(at, 1));
  return true;
}

export function blankOption(question: EditedQuestion, label = ""): EditedOption {
  return { id: freeId(slug(label), allOptions(question.options).map((each) => each.id), "answer"), label };
}

export function blankBlock(document: Document, kind: BlockKind): Block {
  return { kind, field: freeId(kind === "results" ? "results" : kind, document.content.map((each) => each.field), kind) };
}

export function blankQuestion(document: Document, kind: Kind): EditedQuestion {
  const question: EditedQuestion = { id: freeId("", document.questions.map((each) => each.id), "question"), kind, label: "" };
  return become(question, kind, document);
}

/** The same question as another kind, with what that kind cannot be without; what it does not use stays for the way back. */
export function become(question: EditedQuestion, kind: Kind, document: Document): EditedQuestion {
  question.kind = kind;
  const first = (of: BlockKind): string | undefined => document.content.find((each) => each.kind === of)?.field;
  if (WITH_OPTIONS.includes(kind) && !question.options && !(kind === "ranking" && question.of)) {
    question.options = [];
    for (let nth = 0; nth < (kind === "spans" ? 1 : 2); nth++) question.options.push(blankOption(question));
  }
  if (kind === "scale") Object.assign(question, { min: question.min ?? 1, max: question.max ?? 5 });
  if (kind === "spans" && !question.per) question.of ??= first("text");
  if (kind === "pairwise") question.sides ??= document.content.filter((each) => each.kind !== "results").slice(0, 2).map((each) => each.field);
  if (question.of === undefined) delete question.of;
  return question;
}

export function conditions(question: EditedQuestion): Condition[] {
  return question.when === undefined ? [] : Array.isArray(question.when) ? question.when : [question.when];
}

export function setConditions(question: EditedQuestion, list: Condition[]): void {
  if (list.length === 0) delete question.when;
  else question.when = list.length === 1 ? list[0]! : list;
}

/** Another id, everywhere it is named. */
export function renameQuestion(document: Document, question: EditedQuestion, id: string): void {
  for (const condition of document.questions.flatMap(conditions)) if (condition.question === question.id) condition.question = id;
  question.id = id;
}

export function renameOption(document: Document, question: EditedQuestion, option: EditedOption, id: string): void {
  const swap = (values?: (string | number)[]): void => values?.forEach((each, nth) => { if (each === option.id) values[nth] = id; });
  for (const each of document.questions.flatMap(conditions)) if (each.question === question.id) { swap(each.is); swap(each.is_not); }
  for (const each of allOptions(question.options)) if (each.maps_to === option.id) each.maps_to = id;
  option.id = id;
}
