import { numberInput, optionInputs, scaleInput, textInput } from "./inputs.ts";
import { h } from "./dom.ts";
import { pairInput } from "./pairwise.ts";
import { rankInput } from "./ranking.ts";
import { isRequired, place, read, write, type Slot } from "./schema.ts";
import { spanInput } from "./spans.ts";
import { treeInput } from "./tree.ts";
import type { Answers, Content, Schema, Value } from "./types.ts";
import { said, t } from "./words.ts";

export type Set = (value: Value | undefined) => void;
/** What a question is asked about, and what the person has answered so far. */
export interface Asking { schema: Schema; content: Content; answers: Answers; person: string; task: string; changed: () => void }

/** One question as a fieldset of real inputs; `answers` is written as the person chooses. `texts` gets what spans are marked in. */
export function questionView(slot: Slot, asking: Asking, texts: Map<string, HTMLElement>): HTMLElement {
  const { question } = slot;
  const key = place(slot);
  const hint = question.help ? h("p", { class: "hint", id: `hint-${key}`, ...said(question.help).tags }, said(question.help).text) : null;
  const view = h("fieldset", { class: "question", "data-place": key, "data-kind": question.kind, "aria-describedby": hint ? `hint-${key} problem-${key}` : `problem-${key}` },
    h("legend", said(question.label).tags, said(question.label).text, isRequired(question) ? "" : ` (${t("optional")})`),
    question.section ? sectionLink(question.section, said(question.label).text) : null, hint);
  const problem = h("p", { class: "problem", id: `problem-${key}`, hidden: true });
  const set: Set = (value) => { problem.hidden = true; write(asking.answers, slot, value); asking.changed(); };
  view.append(input(slot, asking, set, texts), problem);
  return view;
}

/** Opens the guideline beside the task, at what it says of this question. */
function sectionLink(section: string, label: string): HTMLElement {
  const open = (event: Event) => (event.currentTarget as HTMLElement).dispatchEvent(new CustomEvent("guideline", { bubbles: true, detail: section }));
  return h("button", { type: "button", class: "section-link", onclick: open }, t("What the guideline says"), h("span", { class: "visually-hidden" }, ` ${label}`));
}

function input(slot: Slot, asking: Asking, set: Set, texts: Map<string, HTMLElement>): HTMLElement {
  const given = read(asking.answers, slot);
  switch (slot.question.kind) {
    case "text": return textInput(slot, given, set);
    case "number": return numberInput(slot, given, set);
    case "scale": return scaleInput(slot, given, set);
    case "taxonomy": return treeInput(slot, given, set);
    case "ranking": return rankInput(slot, asking, given, set);
    case "pairwise": return pairInput(slot, asking, given, set);
    case "spans": {
      const { text, marks } = spanInput(slot, asking, given, set);
      // Asked once, the text takes the place of its block; asked of a part, it stands under it.
      if (slot.subject !== null) return h("div", {}, text, marks);
      texts.set(slot.question.of ?? "", text);
      return marks;
    }
    default: return optionInputs(slot, given, set);
  }
}

/** Press the option that shows this key; whether there was one. */
export function pressKey(view: HTMLElement | null, key: string): boolean {
  for (const option of view?.querySelectorAll<HTMLElement>(".option") ?? []) {
    if (option.querySelector("kbd")?.textContent?.toLowerCase() === key.toLowerCase()) {
      (option.querySelector<HTMLElement>("input") ?? option).click();
      return true;
    }
  }
  return false;
}
