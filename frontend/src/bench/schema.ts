import { isAsked } from "./conditions.ts";
import type { Answers, Block, Content, Option, Part, Question, Schema, Task, Value } from "./types.ts";

// Not the keys of the workbench's own buttons: blur, guideline, mute, open, play, ask, skip, undo, black and white, report.
export const KEYS = "123456789acdefhijklnrtvyz";
export const TIE = "tie";
const HOLDER = { results: "results", turns: "chat" } as const;

/** Options on show, each with its key: its own, else the first free one (the same rule as on the server). */
export function keyed(question: Question): (Option & { hotkey: string })[] {
  const taken = new Set((question.options ?? []).map((option) => option.hotkey?.toLowerCase()).filter(Boolean));
  const free = [...KEYS].filter((key) => !taken.has(key));
  return (question.options ?? [])
    .filter((option) => !option.retired)
    .map((option) => ({ ...option, hotkey: option.hotkey?.toLowerCase() || (free.shift() ?? "") }));
}

/** An option of a taxonomy with its place in the tree. */
export interface Node { option: Option; parent: string | null; level: number; isBranch: boolean }

/** Every option, each before those below it. */
export function nodes(options: Option[], parent: string | null = null, level = 0): Node[] {
  return options.flatMap((option) => [
    { option, parent, level, isBranch: option.options !== undefined },
    ...nodes(option.options ?? [], option.id, level + 1),
  ]);
}

/** What can be chosen now: of a taxonomy the leaves, unless any level may be. */
export function choosable(question: Question): Set<string> {
  const open = nodes(question.options ?? []).filter((node) => !node.option.retired && (question.any_level || question.kind !== "taxonomy" || !node.isBranch));
  return new Set(open.map((node) => node.option.id));
}

export function live(schema: Schema): Question[] {
  return schema.questions.filter((question) => !question.retired);
}

/** The content field whose parts a question is asked of. */
export function subjectField(schema: Schema, question: Question): string | null {
  if (!question.per) return null;
  const kind = HOLDER[question.per];
  const named = schema.content.find((block) => block.field === question.of && block.kind === kind);
  return (named ?? schema.content.find((block) => block.kind === kind))?.field ?? null;
}

/** The results or turns of a content field. */
export function parts(content: Content, field: string): Part[] {
  const value = content[field];
  return Array.isArray(value) ? (value as Part[]).filter((part) => part !== null && typeof part === "object" && "id" in part) : [];
}

export function titleOf(part: Part): string { return part.title || part.text || part.id; }

/** What a ranking puts in order. */
export function rankable(question: Question, content: Content): { id: string; title: string | Option["label"]; hotkey: string }[] {
  if (question.options || question.of === undefined) return keyed(question).map((option) => ({ id: option.id, title: option.label, hotkey: option.hotkey }));
  return parts(content, question.of).map((part, nth) => ({ id: String(part.id), title: titleOf(part), hotkey: KEYS[nth] ?? "" }));
}

/** The text that spans lie in. */
export function textOf(schema: Schema, question: Question, content: Content, subject: string | null): string {
  const field = subjectField(schema, question);
  if (field === null) return typeof content[question.of ?? ""] === "string" ? String(content[question.of ?? ""]) : "";
  const part = parts(content, field).find((each) => String(each.id) === subject);
  const value = part?.text || part?.snippet || part?.title || "";
  return typeof value === "string" ? value : "";
}

/** One thing to answer: a question, or a question about one result. */
export interface Slot { question: Question; subject: string | null }

/** Everything that may be asked, in the order in which it stands on the page. */
export function slots(schema: Schema, task: Pick<Task, "content">): Slot[] {
  const alone = live(schema).filter((question) => !question.per);
  const listed = schema.content.flatMap((block) => parts(task.content, block.field).flatMap((part) =>
    askedUnder(schema, block).map((question) => ({ question, subject: String(part.id) }))));
  return [...listed, ...alone.map((question) => ({ question, subject: null }))];
}

/** What is asked of every part of a block. */
export function askedUnder(schema: Schema, block: Block): Question[] {
  return live(schema).filter((question) => question.per && subjectField(schema, question) === block.field);
}

/** Of these, what the answers given so far lead to. */
export function onlyAsked(schema: Schema, order: Slot[], answers: Answers): Slot[] {
  return order.filter((slot) => isAsked(schema, slot.question, answers, slot.subject));
}

export function read(answers: Answers, slot: Slot): Value | undefined {
  const value = answers[slot.question.id];
  if (slot.subject === null) return value as Value | undefined;
  return (value as Record<string, Value> | undefined)?.[slot.subject];
}

export function write(answers: Answers, slot: Slot, value: Value | undefined): void {
  const id = slot.question.id;
  if (slot.subject === null) {
    if (value === undefined) delete answers[id];
    else answers[id] = value;
    return;
  }
  const of = { ...((answers[id] as Record<string, Value> | undefined) ?? {}) };
  if (value === undefined) delete of[slot.subject];
  else of[slot.subject] = value;
  answers[id] = of;
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
    || (typeof value === "object" && !Array.isArray(value) && Object.keys(value as object).length === 0);
}

/** Texts may hold nothing that is to be marked, so spans are asked for only where the schema says so. */
export function isRequired(question: Question): boolean { return question.required ?? question.kind !== "spans"; }

/** The first thing that still needs an answer: the keys work on it. */
export function firstOpen(schema: Schema, task: Task, answers: Answers): Slot | null {
  return onlyAsked(schema, slots(schema, task), answers).find((slot) => isRequired(slot.question) && isEmpty(read(answers, slot))) ?? null;
}

export function place(slot: Slot): string {
  return slot.subject === null ? slot.question.id : `${slot.question.id}/${slot.subject}`;
}
