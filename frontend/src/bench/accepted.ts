import type { Question } from "./types.ts";
import { say, t } from "./words.ts";

/** One of several answers is right; where each result has its own, they stand together per result. */
export function accepted(question: Question | undefined, answers: unknown): string {
  const all = Array.isArray(answers) ? answers : [answers];
  const either = (some: unknown[]): string => [...new Set(some.map((each) => spoken(question, each)))].join(` ${t("or")} `);
  if (!question?.per || !all.every((each) => each !== null && typeof each === "object" && !Array.isArray(each))) return either(all);
  const subjects = [...new Set(all.flatMap((each) => Object.keys(each as object)))];
  return subjects.map((subject) => `${subject}: ${either(all.map((each) => (each as Record<string, unknown>)[subject]))}`).join("; ");
}

function spoken(question: Question | undefined, answer: unknown): string {
  if (Array.isArray(answer)) return answer.map((each) => spoken(question, each)).join(", ");
  if (answer !== null && typeof answer === "object") return Object.entries(answer).map(([key, each]) => `${key}: ${spoken(question, each)}`).join("; ");
  const option = question?.options?.find((each) => each.id === answer);
  const grade = question?.labels?.[String(answer)];
  return option ? say(option.label) : grade ? `${String(answer)} · ${say(grade)}` : String(answer);
}
