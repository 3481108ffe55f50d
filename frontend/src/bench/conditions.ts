import { isEmpty, nodes, subjectField } from "./schema.ts";
import type { Answers, Condition, Question, Schema, Value } from "./types.ts";

type Said = string | number;

/** Whether every condition holds: the same rule as on the server, see `projects/rules/conditions.py`. */
export function isAsked(schema: Schema, question: Question, answers: Answers, subject: string | null): boolean {
  return isAskedAfter(schema, question, question.when ? askedOnly(schema, answers) : {}, subject);
}

/** The same, where the answers to questions that are not asked themselves are already left out. */
export function isAskedAfter(schema: Schema, question: Question, answers: Answers, subject: string | null): boolean {
  const when = question.when === undefined ? [] : Array.isArray(question.when) ? question.when : [question.when];
  return when.every((condition) => holds(schema, question, condition, answers, subject));
}

/** The answers to questions that are asked, read in their order: what hangs on a hidden one is hidden too. */
export function askedOnly(schema: Schema, answers: Answers): Answers {
  const kept: Answers = {};
  for (const question of schema.questions) {
    const value = answers[question.id];
    if (question.retired || isEmpty(value)) continue;
    if (question.per && isObject(value)) {
      const of = Object.entries(value).filter(([subject, each]) => !isEmpty(each) && isAskedAfter(schema, question, kept, subject));
      if (of.length) kept[question.id] = Object.fromEntries(of) as Record<string, Value>;
    } else if (isAskedAfter(schema, question, kept, null)) kept[question.id] = value as Value;
  }
  return kept;
}

function holds(schema: Schema, question: Question, condition: Condition, answers: Answers, subject: string | null): boolean {
  const asked = schema.questions.find((each) => each.id === condition.question);
  if (!asked) return false;
  const value: unknown = answers[asked.id];
  if (!asked.per) return matches(asked, condition, value);
  const given = isObject(value) ? value : {};
  if (subject !== null && subjectField(schema, asked) === subjectField(schema, question)) return matches(asked, condition, given[subject]);
  return Object.values(given).some((each) => matches(asked, condition, each));
}

function matches(asked: Question, condition: Condition, value: unknown): boolean {
  if (isEmpty(value)) return false;
  const said = saidBy(asked, value);
  if (condition.is && !condition.is.some((each) => said.includes(each))) return false;
  if (condition.is_not?.some((each) => said.includes(each))) return false;
  const numbers = said.filter((each) => typeof each === "number");
  const { at_least: least, at_most: most } = condition;
  return (least === undefined || numbers.some((each) => each >= least)) && (most === undefined || numbers.some((each) => each <= most));
}

/** The answer as ids and numbers; a branch of a taxonomy is said with everything below it. */
function saidBy(asked: Question, value: unknown): Said[] {
  if (asked.kind === "pairwise") return isObject(value) && typeof value["better"] === "string" ? [value["better"]] : [];
  if (["choice", "scale", "number"].includes(asked.kind)) return typeof value === "string" || typeof value === "number" ? [value] : [];
  const texts = Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  if (asked.kind === "taxonomy") return texts.flatMap((each) => lineage(asked, each));
  return asked.kind === "multi_choice" || asked.kind === "ranking" ? texts : [];
}

/** The option and those above it. */
function lineage(question: Question, id: string): string[] {
  const above = new Map(nodes(question.options ?? []).map((node) => [node.option.id, node.parent]));
  const found: string[] = [];
  for (let here: string | null = id; here !== null; here = above.get(here) ?? null) found.push(here);
  return found;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
