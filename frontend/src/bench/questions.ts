import { h } from "./dom.ts";
import { keyed, place, read, write, type Slot } from "./schema.ts";
import type { Answers, Value } from "./types.ts";
import { say, t } from "./words.ts";

export type Changed = () => void;

/** One question as a fieldset of real inputs; `answers` is written as the person chooses. */
export function questionView(slot: Slot, answers: Answers, changed: Changed): HTMLElement {
  const { question } = slot;
  const key = place(slot);
  const hint = question.help ? h("p", { class: "hint", id: `hint-${key}` }, say(question.help)) : null;
  const view = h("fieldset", { class: "question", "data-place": key, "aria-describedby": hint ? `hint-${key} problem-${key}` : `problem-${key}` },
    h("legend", { dir: "auto" }, say(question.label), question.required === false ? ` (${t("optional")})` : ""), hint);
  const problem = h("p", { class: "problem", id: `problem-${key}`, hidden: true });
  const set = (value: Value | undefined): void => { problem.hidden = true; write(answers, slot, value); changed(); };
  if (question.kind === "text") view.append(textInput(slot, answers, set));
  else if (question.kind === "scale") view.append(scaleInput(slot, answers, set));
  else view.append(optionInputs(slot, answers, set));
  view.append(problem);
  return view;
}

function optionInputs(slot: Slot, answers: Answers, set: (value: Value | undefined) => void): HTMLElement {
  const several = slot.question.kind === "multi_choice";
  const view = h("div", { class: slot.subject === null ? "" : "inline-options" });
  for (const option of keyed(slot.question)) {
    const given = read(answers, slot);
    const isOn = several ? Array.isArray(given) && given.includes(option.id) : given === option.id;
    const input = h("input", {
      type: several ? "checkbox" : "radio", name: place(slot), value: option.id, checked: isOn,
      onchange: () => set(several ? checkedOf(view) : option.id),
    });
    view.append(h("label", { class: "option" }, input,
      h("span", { class: "name" }, say(option.label), option.help ? h("span", { class: "help" }, say(option.help)) : null),
      option.hotkey ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, option.hotkey.toUpperCase()) : null));
  }
  return view;
}

function checkedOf(view: HTMLElement): string[] {
  return [...view.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
}

/** Few grades are buttons with their number as key; many are a number field. */
function scaleInput(slot: Slot, answers: Answers, set: (value: Value | undefined) => void): HTMLElement {
  const { min = 0, max = 1, step = 1, labels = {} } = slot.question;
  const n = Math.round((max - min) / step) + 1;
  if (n > 11) {
    const given = read(answers, slot);
    return h("input", { type: "number", class: "form-control", min, max, step, value: given === undefined ? "" : String(given),
      "aria-label": say(slot.question.label),
      oninput: (event) => { const text = (event.target as HTMLInputElement).value; set(text === "" ? undefined : Number(text)); } });
  }
  const view = h("div", { class: "inline-options" });
  for (let nth = 0; nth < n; nth++) {
    const grade = Math.round((min + nth * step) * 1000) / 1000;
    const label = labels[String(grade)];
    view.append(h("label", { class: "option" },
      h("input", { type: "radio", name: place(slot), value: grade, checked: read(answers, slot) === grade, onchange: () => set(grade) }),
      h("span", { class: "name" }, label ? `${grade} · ${say(label)}` : String(grade)),
      grade >= 0 && grade <= 9 && Number.isInteger(grade) ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, String(grade)) : null));
  }
  return view;
}

function textInput(slot: Slot, answers: Answers, set: (value: Value | undefined) => void): HTMLElement {
  const area = h("textarea", { class: "form-control", rows: 3, maxlength: slot.question.max_length ?? 2000, dir: "auto",
    "aria-label": say(slot.question.label),
    oninput: (event) => { const text = (event.target as HTMLTextAreaElement).value; set(text === "" ? undefined : text); } });
  area.value = String(read(answers, slot) ?? "");
  return h("div", {}, area, h("p", { class: "hint only-keyboard", "aria-hidden": "true" }, t("Ctrl + Enter submits, Esc leaves the text.")));
}

/** Press the option that shows this key; whether there was one. */
export function pressKey(view: HTMLElement | null, key: string): boolean {
  for (const option of view?.querySelectorAll<HTMLLabelElement>(".option") ?? []) {
    if (option.querySelector("kbd")?.textContent?.toLowerCase() === key.toLowerCase()) {
      option.querySelector<HTMLInputElement>("input")?.click();
      return true;
    }
  }
  return false;
}
