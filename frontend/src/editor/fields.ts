import { h } from "../bench/dom.ts";
import { direction, t } from "../bench/words.ts";
import type { Text } from "../bench/types.ts";
import { readText, writeText } from "./texts.ts";
import type { Base, Document } from "./types.ts";

/** What every part of the form works on. */
export interface Editing {
  document: Document; base: Base | null; language: string; main: string;
  /** What is unfolded. */
  open: WeakSet<object>;
  /** Something was typed: the other views follow. */
  changed: () => void;
  /** The form must be drawn anew; afterwards this element has the focus. */
  redraw: (focus?: string) => void;
}

export function idOf(pointer: string): string { return `e${pointer.replaceAll("/", "-")}`; }

/** A label, its input, and the place for what is wrong with it. */
export function field(label: string, pointer: string, input: HTMLElement, hint = ""): HTMLElement {
  const id = idOf(pointer);
  input.id = id;
  input.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-problem` : `${id}-problem`);
  return h("div", { class: "field", "data-pointer": pointer }, h("label", { for: id }, label), input,
    hint ? h("div", { class: "hint", id: `${id}-hint` }, hint) : null, problemPlace(pointer));
}

export function problemPlace(pointer: string): HTMLElement {
  return h("div", { class: "problem", id: `${idOf(pointer)}-problem`, hidden: true });
}

/** An input of a row: its label is only heard. */
export function inRow(label: string, pointer: string, input: HTMLElement, more = ""): HTMLElement {
  input.id = idOf(pointer);
  input.setAttribute("aria-label", label);
  input.setAttribute("aria-describedby", `${idOf(pointer)}-problem`);
  return h("div", { class: `cell ${more}`, "data-pointer": pointer }, input, problemPlace(pointer));
}

export function textInput(value: string, set: (value: string) => void, more: Record<string, string | number | boolean> = {}): HTMLInputElement {
  const input: HTMLInputElement = h("input", { class: "form-control", type: "text", autocomplete: "off", ...more, oninput: () => set(input.value) });
  input.value = value;
  return input;
}

/** A text of the schema, in the language that is being written; the main one stands there as long as it is missing. */
export function localText(editing: Editing, text: Text | undefined, set: (text: Text) => void, isLong = false): HTMLInputElement | HTMLTextAreaElement {
  const { language, main } = editing;
  let now = text;
  const input = h(isLong ? "textarea" : "input", { class: "form-control", lang: language, dir: "auto", maxlength: 10_000, autocomplete: "off",
    ...(isLong ? { rows: 2 } : { type: "text" }), placeholder: language === main ? "" : readText(text, main, main),
    oninput: () => { now = writeText(now, language, main, input.value); set(now); editing.changed(); } });
  input.value = readText(text, language, main);
  if (language !== main) input.dir = direction(language);
  return input;
}

/** A number that may be left out. */
export function numberInput(value: number | undefined, set: (value: number | undefined) => void, placeholder = ""): HTMLInputElement {
  const input: HTMLInputElement = h("input", { class: "form-control", type: "number", step: "any", placeholder,
    oninput: () => set(input.value === "" || Number.isNaN(input.valueAsNumber) ? undefined : input.valueAsNumber) });
  input.value = value === undefined ? "" : String(value);
  return input;
}

export function choose(value: string, choices: readonly (readonly [string, string])[], set: (value: string) => void): HTMLSelectElement {
  const select: HTMLSelectElement = h("select", { class: "form-select", onchange: () => set(select.value) },
    ...choices.map(([each, label]) => h("option", { value: each, selected: each === value }, label)));
  if (!choices.some(([each]) => each === value)) select.prepend(h("option", { value, selected: true }, value));
  return select;
}

export function tick(label: string, pointer: string, isOn: boolean, set: (isOn: boolean) => void, hint = ""): HTMLElement {
  const input: HTMLInputElement = h("input", { class: "form-check-input", type: "checkbox", id: idOf(pointer), checked: isOn, onchange: () => set(input.checked) });
  return h("div", { "data-pointer": pointer }, h("label", { class: "pick" }, input, h("span", {}, label, hint ? h("span", { class: "hint" }, hint) : null)), problemPlace(pointer));
}

/** Sets a key, or takes it out where it says nothing. */
export function put<T extends object, K extends keyof T>(holder: T, key: K, value: T[K] | undefined): void {
  if (value === undefined || value === "" || value === false) delete holder[key];
  else holder[key] = value;
}

export function button(label: string, press: () => void, more: Record<string, string | boolean> = {}, shown: string | Node = label): HTMLButtonElement {
  return h("button", { type: "button", class: "btn btn-quiet", onclick: press, ...(shown === label ? {} : { "aria-label": label, title: label }), ...more }, shown);
}

/** Up, down: by the buttons, and by Alt with the arrows from anywhere in the part. */
export function movers(name: string, id: string, [at, n]: [number, number], go: (by: number) => void): HTMLElement[] {
  return [
    button(t("Move {name} up", { name }), () => go(-1), { id: `${id}-up`, disabled: at === 0 }, "↑"),
    button(t("Move {name} down", { name }), () => go(1), { id: `${id}-down`, disabled: at === n - 1 }, "↓"),
  ];
}

export function moveByKeys(part: HTMLElement, go: (by: number) => void): void {
  part.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown") || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    event.stopPropagation();
    go(event.key === "ArrowUp" ? -1 : 1);
  });
}
