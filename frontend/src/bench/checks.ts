import { askedOnly, isAskedAfter, isObject } from "./conditions.ts";
import { choosable, isEmpty, isRequired, live, parts, rankable, subjectField, textOf, TIE } from "./schema.ts";
import type { Answers, Content, Question, Reason, Schema, Span } from "./types.ts";
import { t } from "./words.ts";

const FARTHEST = 1e12;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Every problem of the answers with the place of its field: the same as the server's, see `projects/rules/answers.py`. */
export function validate(schema: Schema, answers: unknown, content: Content): Reason[] {
  if (!isObject(answers)) return [wrongType("answers", "")];
  const known = new Set(live(schema).map((question) => question.id));
  const unknown = Object.keys(answers).filter((id) => !known.has(id))
    .map((id) => ({ code: "answers.unknown_question", field: id, text: "" }));
  const asked = askedOnly(schema, answers as Answers);
  return [...unknown, ...live(schema).flatMap((question) => ofQuestion(schema, question, answers[question.id], content, asked))];
}

function ofQuestion(schema: Schema, question: Question, value: unknown, content: Content, asked: Answers): Reason[] {
  const field = subjectField(schema, question);
  const check = (each: unknown, subject: string | null): Reason[] => {
    const place = subject === null ? question.id : `${question.id}/${subject}`;
    const isOpen = isAskedAfter(schema, question, asked, subject);
    if (isEmpty(each)) return isRequired(question) && isOpen ? [{ code: "answers.required", field: place, text: t("Please answer this.") }] : [];
    if (!isOpen) return [{ code: "answers.not_asked", field: place, text: t("This is not asked after the other answers.") }];
    return ofValue(schema, question, each, content, subject).map((reason) => ({ ...reason, field: place }));
  };
  if (!question.per || field === null) return check(value, null);
  const given = value ?? {};
  if (!isObject(given)) return [wrongType(question.id, "")];
  const subjects = parts(content, field).map((part) => String(part.id));
  const strange = Object.keys(given).filter((subject) => !subjects.includes(subject))
    .map((subject) => ({ code: "answers.unknown_result", field: `${question.id}/${subject}`, text: "" }));
  return [...subjects.flatMap((subject) => check(given[subject], subject)), ...strange];
}

function ofValue(schema: Schema, question: Question, value: unknown, content: Content, subject: string | null): Reason[] {
  switch (question.kind) {
    case "choice": return typeof value === "string" && choosable(question).has(value) ? [] : [notAnOption()];
    case "multi_choice": case "taxonomy": return ofSeveral(question, value);
    case "scale": return ofScale(question, value);
    case "number": return ofNumber(question, value);
    case "ranking": return ofRanking(question, value, rankable(question, content).map((item) => item.id));
    case "pairwise": return ofPair(question, value);
    case "spans": return ofSpans(question, value, textOf(schema, question, content, subject));
    default: return ofText(question, value);
  }
}

function ofSeveral(question: Question, value: unknown): Reason[] {
  if (!areTexts(value)) return [wrongType("", "")];
  const allowed = choosable(question);
  const [least, most] = howMany(question);
  const count = new Set(value).size !== value.length || value.length < least || value.length > most;
  return [...value.filter((each) => !allowed.has(each)).map(notAnOption), ...(count ? [chooseBetween(least, most)] : [])];
}

/** How few and how many may be chosen. */
export function howMany(question: Question): [number, number] {
  const n = question.kind === "multi_choice" ? (question.options ?? []).filter((option) => !option.retired).length : 0;
  const usual: [number, number] = question.kind === "taxonomy" ? [1, 1] : question.kind === "spans" ? [0, 200] : [0, n];
  const least = question.min ?? usual[0];
  return [least, question.max ?? Math.max(usual[1], least)];
}

function ofScale(question: Question, value: unknown): Reason[] {
  const { min = 0, max = 1, step = 1 } = question;
  return isNumber(value) && value >= min && value <= max && inSteps(value, min, step) ? [] : [inStepsOf(min, max, step)];
}

function ofNumber(question: Question, value: unknown): Reason[] {
  const { min = -FARTHEST, max = FARTHEST, step = 0 } = question;
  if (!isNumber(value)) return [{ code: "answers.no_number", text: t("Give a number.") }];
  if (value < min || value > max) return [{ code: "answers.number_from", text: between(question) }];
  return step && !inSteps(value, min <= -FARTHEST ? 0 : min, step) ? [inStepsOf(min, max, step)] : [];
}

function between({ min, max }: Question): string {
  if (min === undefined) return t("Give a number of at most {most}.", { most: max ?? FARTHEST });
  return max === undefined ? t("Give a number of at least {least}.", { least: min }) : t("Give a number from {least} to {most}.", { least: min, most: max });
}

function inSteps(value: number, start: number, step: number): boolean {
  const steps = (value - start) / step;
  return Math.abs(steps - Math.floor(steps + 0.5)) < 1e-9;
}

function inStepsOf(least: number, most: number, step: number): Reason {
  const text = Math.max(-least, most) >= FARTHEST ? t("Give a number in steps of {step}.", { step }) : t("Give a value from {least} to {most} in steps of {step}.", { least, most, step });
  return { code: "answers.number_between", text };
}

function ofText(question: Question, value: unknown): Reason[] {
  const { min_length: least = 0, max_length: most = 2000 } = question;
  if (typeof value !== "string") return [wrongType("", "")];
  if (CONTROL.test(value)) return [{ code: "answers.text_control", text: t("This contains a character that cannot be stored.") }];
  if ([...value].length > most) return [{ code: "answers.text_too_long", text: t("This is longer than {most} characters.", { most }) }];
  return [...value.trim()].length < least ? [{ code: "answers.text_too_short", text: t("Write at least {least} characters.", { least }) }] : [];
}

function ofRanking(question: Question, value: unknown, items: string[]): Reason[] {
  if (!areTexts(value)) return [wrongType("", "")];
  const n = nRanked(question, items.length);
  const strange = value.filter((each) => !items.includes(each)).map(notAnOption);
  const isWrong = value.length !== n || new Set(value).size !== n;
  return [...strange, ...(isWrong ? [{ code: "answers.not_in_order", text: t("Put exactly {n} of them in order.", { n }) }] : [])];
}

/** How many are put in order: all of them, or the best few. */
export function nRanked(question: Question, nItems: number): number { return question.max ? Math.min(question.max, nItems) : nItems; }

function ofPair(question: Question, value: unknown): Reason[] {
  const sides = question.sides ?? [];
  const isRight = isObject(value) && Object.keys(value).sort().join() === "better,left" && sides.includes(value["left"] as string)
    && (sides.includes(value["better"] as string) || (question.tie !== false && value["better"] === TIE));
  return isRight ? [] : [{ code: "answers.not_compared", text: t("Say which of the two is better.") }];
}

function ofSpans(question: Question, value: unknown, text: string): Reason[] {
  if (!Array.isArray(value) || !value.every(isSpan)) return [wrongType("", "")];
  const allowed = choosable(question);
  const found = value.filter((span) => !allowed.has(span.label)).map(notAnOption);
  const [least, most] = howMany(question);
  if (value.some((span) => span.end > [...text].length)) found.push({ code: "answers.span_outside", text: t("A span lies outside the text.") });
  else if (overlap(value, question.overlap === true)) found.push({ code: "answers.spans_overlap", text: t("Two spans overlap.") });
  return value.length < least || value.length > most ? [...found, chooseBetween(least, most)] : found;
}

function isSpan(value: unknown): value is Span {
  if (!isObject(value) || Object.keys(value).sort().join() !== "end,label,start" || typeof value["label"] !== "string") return false;
  const { start, end } = value;
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= (start as number) && (start as number) < (end as number);
}

export function overlap(spans: Span[], isAllowed: boolean): boolean {
  const ordered = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  if (isAllowed) return new Set(ordered.map((span) => JSON.stringify([span.start, span.end, span.label]))).size !== ordered.length;
  return ordered.some((span, nth) => nth > 0 && ordered[nth - 1]!.end > span.start);
}

function notAnOption(): Reason { return { code: "answers.not_an_option", text: t("This is not one of the options.") }; }
function chooseBetween(least: number, most: number): Reason { return { code: "answers.choose_between", text: t("Choose {least} to {most}.", { least, most }) }; }
function wrongType(field: string, text: string): Reason { return { code: "schema.wrong_type", field, text: text || t("This answer has the wrong form.") }; }
function areTexts(value: unknown): value is string[] { return Array.isArray(value) && value.every((each) => typeof each === "string"); }
function isNumber(value: unknown): value is number { return typeof value === "number" && Number.isFinite(value); }
