import { nRanked } from "./checks.ts";
import { h } from "./dom.ts";
import { keyShown } from "./inputs.ts";
import type { Asking, Set } from "./questions.ts";
import { rankable, type Slot } from "./schema.ts";
import type { Value } from "./types.ts";
import { say, said, t } from "./words.ts";

/** Press what is best, then what is next; each that is in order can be moved up and down, or taken out again. */
export function rankInput(slot: Slot, asking: Asking, given: Value | undefined, set: Set): HTMLElement {
  const items = rankable(slot.question, asking.content);
  const wanted = nRanked(slot.question, items.length);
  let order = ((given as string[] | undefined) ?? []).filter((id) => items.some((item) => item.id === id));
  const list = h("ol", { class: "ranking" });
  const note = h("p", { class: "hint" });
  const heard = h("p", { class: "visually-hidden", role: "status" });

  const show = (focus?: string): void => {
    const ranked = order.map((id) => items.find((item) => item.id === id)!);
    list.replaceChildren(...[...ranked, ...items.filter((item) => !order.includes(item.id))].map(row));
    note.textContent = order.length < wanted ? t("Choose what is best, then what is next: {n} of {most}.", { n: order.length, most: wanted }) : t("All are in order.");
    if (focus !== undefined) list.querySelector<HTMLElement>(`[data-item="${CSS.escape(focus)}"]`)?.focus({ preventScroll: true });
  };
  const take = (next: string[], item: string, focus: string): void => {
    const isNew = next.length > order.length;
    order = next;
    set(order.length ? order : undefined);
    show(focus);
    const at = order.indexOf(item);
    const name = say(items.find((each) => each.id === item)!.title);
    heard.textContent = at < 0 ? t("{name} is out of the order.", { name }) : t("{name} is number {n}.", { name, n: at + 1 });
    if (isNew && order.length === wanted) list.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
  };
  const toggle = (id: string): void => {
    if (order.includes(id)) return take(order.filter((each) => each !== id), id, id);
    if (order.length >= wanted) return;
    const next = [...order, id];
    // Where all are put in order, the last one needs no choice.
    const left = items.filter((item) => !next.includes(item.id));
    take(wanted === items.length && left.length === 1 ? [...next, left[0]!.id] : next, id, id);
  };
  const move = (id: string, by: number, focus = `${id}|${by}`): void => {
    const at = order.indexOf(id);
    const other = order[at + by];
    if (other === undefined) return;
    const next = [...order];
    [next[at], next[at + by]] = [other, id];
    take(next, id, focus);
  };
  const row = (item: (typeof items)[number]): HTMLElement => {
    const at = order.indexOf(item.id);
    const arrow = (by: number, sign: string, label: string): HTMLElement => h("button", { type: "button", class: "btn btn-quiet", "data-item": `${item.id}|${by}`,
      "aria-label": label, disabled: order[at + by] === undefined, onclick: () => move(item.id, by) }, sign);
    return h("li", {},
      h("button", { type: "button", class: "option", "data-item": item.id, "data-entry": true, "aria-pressed": String(at >= 0), onclick: () => toggle(item.id),
        onkeydown: (event) => arrows(event as KeyboardEvent, at, (by) => move(item.id, by, item.id)) },
        h("span", { class: "rank", "aria-hidden": at < 0 ? "true" : null }, at < 0 ? "·" : String(at + 1)),
        h("span", { class: "name", ...(typeof item.title === "string" ? { dir: "auto" } : said(item.title).tags) }, say(item.title)), keyShown(item.hotkey)),
      ...(at < 0 ? [] : [arrow(-1, "↑", t("Move {name} up", { name: say(item.title) })), arrow(1, "↓", t("Move {name} down", { name: say(item.title) }))]));
  };
  show();
  return h("div", {}, note, list, heard);
}

/** On what is in order the arrow keys press its arrows. */
function arrows(event: KeyboardEvent, at: number, move: (by: number) => void): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (!by || at < 0) return;
  event.preventDefault();
  move(by);
}
