import { h } from "../bench/dom.ts";
import { t } from "../bench/words.ts";
import { move } from "./document.ts";
import { idOf, moveByKeys, movers, type Editing } from "./fields.ts";

export interface Card<T extends object> {
  part: T; list: T[]; nth: number; pointer: string; name: string; about: string; isRetired?: boolean;
  body: () => HTMLElement[]; taking: HTMLElement;
}

/** One block or question: a line that unfolds, with its place in the order. */
export function card<T extends object>(editing: Editing, { part, list, nth, pointer, name, about, isRetired, body, taking }: Card<T>): HTMLElement {
  const id = idOf(pointer);
  const isOpen = editing.open.has(part);
  const inside = h("div", { class: "card-body", id: `${id}-body`, hidden: !isOpen }, ...(isOpen ? body() : []));
  const toggle = h("button", { type: "button", class: "card-toggle", id: `${id}-toggle`, "aria-expanded": String(isOpen), "aria-controls": `${id}-body`, onclick: () => {
    if (editing.open.has(part)) editing.open.delete(part);
    else editing.open.add(part);
    editing.redraw(`${id}-toggle`);
  } }, h("span", { class: "card-name", dir: "auto" }, name), h("span", { class: "quiet-text small" }, about, isRetired ? ` · ${t("retired")}` : ""));
  const go = (by: number): void => {
    if (!move(list, nth, by)) return;
    editing.redraw(`${idOf(pointer.replace(/\d+$/, String(nth + by)))}-toggle`);
    editing.changed();
  };
  const view = h("li", { class: isRetired ? "card is-retired" : "card", "data-pointer": pointer },
    h("div", { class: "card-head" }, toggle, h("div", { class: "row-buttons" }, ...movers(name, id, [nth, list.length], go), taking)),
    h("div", { class: "problem", id: `${id}-problem`, hidden: true }), inside);
  moveByKeys(view, go);
  return view;
}
