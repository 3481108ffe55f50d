import { howMany } from "./checks.ts";
import { h } from "./dom.ts";
import type { Set } from "./questions.ts";
import { choosable, nodes, place, type Node, type Slot } from "./schema.ts";
import type { Value } from "./types.ts";
import { say, said, t } from "./words.ts";

/** A tree with a search over it: typing narrows it, the arrow keys walk through it, Enter chooses. */
export function treeInput(slot: Slot, given: Value | undefined, set: Set): HTMLElement {
  const every = nodes(slot.question.options ?? []).filter((node) => !node.option.retired);
  const allowed = choosable(slot.question);
  const [, most] = howMany(slot.question);
  const id = `tree-${place(slot)}`;
  let chosen = ((given as string[] | undefined) ?? []).filter((each) => allowed.has(each));
  let active: string | null = null;

  const list = h("ul", { class: "tree", role: "listbox", id, "aria-multiselectable": String(most > 1), "aria-label": say(slot.question.label) });
  const chips = h("div", { class: "chips" });
  const none = h("p", { class: "hint", role: "status", hidden: true }, t("Nothing is called that."));
  const search = h("input", { type: "search", class: "form-control", role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list",
    autocomplete: "off", "aria-label": t("Search in {name}", { name: say(slot.question.label) }), placeholder: t("Type to search"), "data-entry": true,
    oninput: () => { active = null; show(); if (search.value.trim()) walk(1); }, onkeydown: (event) => key(event as KeyboardEvent) });

  const path = (node: Node): Node[] => { const up = every.find((each) => each.option.id === node.parent); return up ? [...path(up), node] : [node]; };
  const found = (): Node[] => {
    const wanted = plain(search.value);
    const hits = every.filter((node) => !wanted || path(node).some((each) => plain(`${say(each.option.label)} ${say(each.option.help)}`).includes(wanted)));
    const shown = new Set(hits.flatMap((node) => path(node).map((each) => each.option.id)));
    return every.filter((node) => shown.has(node.option.id));
  };
  const choose = (option: string): void => {
    const isOn = chosen.includes(option);
    chosen = isOn ? chosen.filter((each) => each !== option) : most === 1 ? [option] : [...chosen, option];
    chosen = every.map((node) => node.option.id).filter((each) => chosen.includes(each));
    set(chosen.length ? chosen : undefined);
    search.value = "";
    active = null;
    show();
    if (!isOn && most === 1) list.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
    else search.focus({ preventScroll: true });
  };
  const walk = (by: number): void => {
    const open = found().map((node) => node.option.id).filter((each) => allowed.has(each));
    const at = active === null ? (by > 0 ? -1 : open.length) : open.indexOf(active);
    active = open[Math.min(open.length - 1, Math.max(0, at + by))] ?? null;
    show();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active !== null && !event.ctrlKey && !event.metaKey) choose(active);
    else if (event.key === "Backspace" && search.value === "" && chosen.length) choose(chosen[chosen.length - 1]!);
    else if (event.key === "Escape" && search.value !== "") { search.value = ""; active = null; show(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const row = (node: Node): HTMLElement => {
    const option = node.option.id;
    const isOpen = allowed.has(option);
    const { text, tags } = said(node.option.label);
    return h("li", { role: "option", id: `${id}-${option}`, class: `level-${Math.min(node.level, 5)}`, "data-active": option === active, "aria-disabled": isOpen ? null : "true",
      "aria-selected": String(chosen.includes(option)), "aria-label": path(node).map((each) => say(each.option.label)).join(" › "),
      onclick: isOpen ? () => choose(option) : undefined },
      h("span", { class: "name", ...tags }, text), node.option.help ? h("span", { class: "help", ...said(node.option.help).tags }, said(node.option.help).text) : null);
  };
  const show = (): void => {
    const rows = found();
    list.replaceChildren(...rows.map(row));
    none.hidden = rows.length > 0;
    list.hidden = rows.length === 0;
    chips.replaceChildren(...chosen.map((each) => chip(every.find((node) => node.option.id === each)!)));
    if (active === null) search.removeAttribute("aria-activedescendant");
    else search.setAttribute("aria-activedescendant", `${id}-${active}`);
    list.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  };
  const chip = (node: Node): HTMLElement => {
    const name = path(node).map((each) => say(each.option.label)).join(" › ");
    return h("button", { type: "button", class: "chip", dir: "auto", "aria-label": t("Remove {name}", { name }), onclick: () => choose(node.option.id) },
      name, h("span", { "aria-hidden": "true" }, "×"));
  };
  show();
  return h("div", {}, chips, search, none, list, h("p", { class: "hint only-keyboard", "aria-hidden": "true" }, t("↑ and ↓ walk through the tree, Enter chooses.")));
}

/** For searching: without case and without marks over letters. */
export function plain(text: string): string { return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""); }
