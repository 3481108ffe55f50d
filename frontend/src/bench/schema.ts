import type { Answers, Option, Question, Result, Schema, Task, Value } from "./types.ts";

const KEYS = "123456789abcdefhijklmnopqrtvwxyz";

/** Options on show, each with its key: its own, else the first free one (the same rule as on the server). */
export function keyed(question: Question): (Option & { hotkey: string })[] {
  const taken = new Set((question.options ?? []).map((option) => option.hotkey).filter(Boolean));
  const free = [...KEYS].filter((key) => !taken.has(key));
  return (question.options ?? [])
    .filter((option) => !option.retired)
    .map((option) => ({ ...option, hotkey: option.hotkey ?? free.shift() ?? "" }));
}

export function live(schema: Schema): Question[] {
  return schema.questions.filter((question) => !question.retired);
}

export function results(schema: Schema, task: Task): Result[] {
  const block = schema.content.find((each) => each.kind === "results");
  return block ? ((task.content[block.field] as Result[] | undefined) ?? []) : [];
}

/** One thing to answer: a question, or a question about one result. */
export interface Slot { question: Question; subject: string | null }

export function slots(schema: Schema, task: Task): Slot[] {
  const alone = live(schema).filter((question) => question.per !== "results");
  const perResult = live(schema).filter((question) => question.per === "results");
  const listed = results(schema, task).flatMap((result) => perResult.map((question) => ({ question, subject: result.id })));
  return [...listed, ...alone.map((question) => ({ question, subject: null }))];
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

export function isEmpty(value: Value | undefined): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The first thing that still needs an answer: the keys work on it. */
export function firstOpen(schema: Schema, task: Task, answers: Answers): Slot | null {
  return slots(schema, task).find((slot) => slot.question.required !== false && isEmpty(read(answers, slot))) ?? null;
}

export function place(slot: Slot): string {
  return slot.subject === null ? slot.question.id : `${slot.question.id}/${slot.subject}`;
}
