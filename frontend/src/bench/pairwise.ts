import { h } from "./dom.ts";
import { keyShown } from "./inputs.ts";
import type { Asking, Set } from "./questions.ts";
import { place, TIE, type Slot } from "./schema.ts";
import type { Compared, Question, Schema, Value } from "./types.ts";
import { t } from "./words.ts";

/** The sides in the order of this person and task: drawn, but the same whenever they meet it again. */
export function drawnSides(question: Question, task: string, person: string): string[] {
  const sides = question.sides ?? [];
  return hash(`${task}|${person}|${[...sides].sort().join("|")}`) % 2 ? [...sides].reverse() : sides;
}

/** The two content fields that stand side by side, in their drawn order, where something is compared. */
export function comparedFields(schema: Schema, task: string, person: string): string[] {
  const question = schema.questions.find((each) => each.kind === "pairwise" && !each.retired);
  return question ? drawnSides(question, task, person) : [];
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
  return (found ^ (found >>> 15)) >>> 0;
}

/** A is what stands first; the answer names the side itself, and which one stood there. */
export function pairInput(slot: Slot, asking: Asking, given: Value | undefined, set: Set): HTMLElement {
  const [first = "", second = ""] = drawnSides(slot.question, asking.task, asking.person);
  const choices: [string, string][] = [[first, t("A is better")], [second, t("B is better")]];
  if (slot.question.tie !== false) choices.push([TIE, t("Equally good")]);
  const view = h("div", {});
  choices.forEach(([better, text], nth) => view.append(h("label", { class: "option" },
    h("input", { type: "radio", name: place(slot), value: better, checked: (given as Compared | undefined)?.better === better,
      onchange: () => set({ better, left: first }) }),
    h("span", { class: "name" }, text), keyShown(String(nth + 1)))));
  return view;
}
