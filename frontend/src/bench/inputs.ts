import { h } from "./dom.ts";
import type { Set } from "./questions.ts";
import { keyed, place, type Slot } from "./schema.ts";
import type { Option, Value } from "./types.ts";
import { say, said, t } from "./words.ts";

export function keyShown(key: string | undefined): HTMLElement | null {
  return key ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, key.toUpperCase()) : null;
}

/** An option's name and what explains it. */
export function nameOf(option: Pick<Option, "label" | "help">): HTMLElement {
  const { text, tags } = said(option.label);
  return h("span", { class: "name", ...tags }, text, option.help ? h("span", { class: "help", ...said(option.help).tags }, said(option.help).text) : null);
}

export function optionInputs(slot: Slot, given: Value | undefined, set: Set): HTMLElement {
  const several = slot.question.kind === "multi_choice";
  const view = h("div", { class: slot.subject === null ? "" : "inline-options" });
  for (const option of keyed(slot.question)) {
    const isOn = several ? Array.isArray(given) && (given as string[]).includes(option.id) : given === option.id;
    const input = h("input", {
      type: several ? "checkbox" : "radio", name: place(slot), value: option.id, checked: isOn,
      onchange: () => set(several ? checkedOf(view) : option.id),
    });
    view.append(h("label", { class: "option" }, input, nameOf(option), keyShown(option.hotkey)));
  }
  return view;
}

function checkedOf(view: HTMLElement): string[] {
  return [...view.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);
}

/** Few grades are buttons with their number as key; many are a number field. */
export function scaleInput(slot: Slot, given: Value | undefined, set: Set): HTMLElement {
  const { min = 0, max = 1, step = 1, labels = {} } = slot.question;
  const n = Math.round((max - min) / step) + 1;
  if (n > 11) return h("div", {}, numberField(slot, given, set), h("p", { class: "hint" }, ends(slot)));
  const view = h("div", { class: "inline-options" });
  for (let nth = 0; nth < n; nth++) {
    const grade = Math.round((min + nth * step) * 1000) / 1000;
    const label = labels[String(grade)];
    view.append(h("label", { class: "option" },
      h("input", { type: "radio", name: place(slot), value: grade, checked: given === grade, onchange: () => set(grade) }),
      h("span", { class: "name", ...(label ? said(label).tags : {}) }, label ? `${grade} · ${say(label)}` : String(grade)),
      keyShown(grade >= 0 && grade <= 9 && Number.isInteger(grade) ? String(grade) : "")));
  }
  return view;
}

/** What the two ends of a long scale are called. */
function ends(slot: Slot): string {
  const { min = 0, max = 1, labels = {} } = slot.question;
  return [min, max].map((value) => `${value}${labels[String(value)] ? ` · ${say(labels[String(value)])}` : ""}`).join(" – ");
}

function numberField(slot: Slot, given: Value | undefined, set: Set): HTMLInputElement {
  const { min, max, step, label } = slot.question;
  return h("input", { type: "number", class: "form-control", min, max, step: step || "any", value: given === undefined ? "" : String(given),
    "aria-label": say(label), inputmode: "decimal",
    oninput: (event) => { const field = event.target as HTMLInputElement; set(field.value === "" ? undefined : field.valueAsNumber); } });
}

export function numberInput(slot: Slot, given: Value | undefined, set: Set): HTMLElement {
  const unit = slot.question.unit;
  return h("div", { class: "with-unit" }, numberField(slot, given, set), unit ? h("span", said(unit).tags, said(unit).text) : null);
}

export function textInput(slot: Slot, given: Value | undefined, set: Set): HTMLElement {
  const { min_length: least = 0, max_length: most = 2000, label } = slot.question;
  const area = h("textarea", { class: "form-control", rows: 3, maxlength: most, dir: "auto", "aria-label": say(label),
    oninput: (event) => { const text = (event.target as HTMLTextAreaElement).value; set(text === "" ? undefined : text); } });
  area.value = String(given ?? "");
  return h("div", {}, area, least ? h("p", { class: "hint" }, t("Write at least {least} characters.", { least })) : null,
    h("p", { class: "hint only-keyboard", "aria-hidden": "true" }, t("Ctrl + Enter submits, Esc leaves the text.")));
}
