import { h } from "../bench/dom.ts";
import type { BlockKind } from "../bench/types.ts";
import { say, t } from "../bench/words.ts";
import { card } from "./card.ts";
import { blankBlock } from "./document.ts";
import { button, choose, field, idOf, localText, problemPlace, put, textInput, tick, type Editing } from "./fields.ts";
import type { Block } from "./types.ts";

export function blockKinds(): [BlockKind, string][] {
  return [["text", t("Text")], ["markdown", t("Markdown")], ["image", t("Picture")], ["video", t("Video")], ["audio", t("Audio")],
    ["product", t("Product card")], ["results", t("Query and result list")], ["chat", t("Chat")], ["link", t("Link")]];
}

/** What contributors are shown. */
export function blockList(editing: Editing): HTMLElement {
  const { document } = editing;
  const add = (kind: string): void => {
    document.content.push(blankBlock(document, kind as BlockKind));
    editing.open.add(document.content.at(-1)!);
    editing.redraw(idOf(`/content/${document.content.length - 1}/label`));
    editing.changed();
  };
  return h("section", { class: "edit-part", "data-pointer": "/content", "aria-labelledby": "shown-title" },
    h("h3", { id: "shown-title" }, t("Shown")), problemPlace("/content"),
    h("ol", { class: "cards" }, ...document.content.map((block, nth) => blockCard(editing, block, nth))),
    adding(t("Kind of the new block"), "add-block", t("Add a block"), blockKinds(), add));
}

/** A kind to choose, and the button that adds one of it. */
export function adding(label: string, id: string, press: string, kinds: readonly (readonly [string, string])[], add: (kind: string) => void, key = ""): HTMLElement {
  const select = choose(kinds[0]?.[0] ?? "", kinds, () => undefined);
  select.setAttribute("aria-label", label);
  select.id = `${id}-kind`;
  const shown = key ? h("span", {}, `${press} `, h("kbd", { "aria-hidden": "true" }, key.toUpperCase())) : press;
  return h("div", { class: "row-wrap" }, select, button(press, () => add(select.value), { class: "btn", id, ...(key ? { "data-key": key } : {}) }, shown));
}

function blockCard(editing: Editing, block: Block, nth: number): HTMLElement {
  const at = `/content/${nth}`;
  const { document } = editing;
  const kind = blockKinds().find(([each]) => each === block.kind)?.[1] ?? block.kind;
  return card(editing, {
    part: block, list: document.content, nth, pointer: at, name: say(block.label) || block.field, about: `${kind} · ${block.field}`,
    body: () => [h("div", { class: "two-up" },
      field(t("Heading"), `${at}/label`, localText(editing, block.label, (text) => put(block, "label", text))),
      field(t("Field of the tasks"), `${at}/field`, textInput(block.field, (value) => rename(editing, block, value), { class: "form-control mono", dir: "ltr", maxlength: 60, spellcheck: "false" })),
      field(t("Kind"), `${at}/kind`, choose(block.kind, blockKinds(), (value) => { block.kind = value as BlockKind; editing.redraw(idOf(`${at}/kind`)); editing.changed(); })),
      block.kind === "results" ? field(t("Field of the query"), `${at}/query`, textInput(block.query ?? "", (value) => { put(block, "query", value); editing.changed(); }, { class: "form-control mono", dir: "ltr", maxlength: 60 })) : h("span", {})),
      ...flags(editing, block, at)],
    taking: button(t("Remove {name}", { name: say(block.label) || block.field }), () => {
      document.content.splice(nth, 1);
      editing.redraw("add-block");
      editing.changed();
    }, {}, "✕"),
  });
}

function flags(editing: Editing, block: Block, at: string): HTMLElement[] {
  const flag = (key: "must" | "markdown", label: string): HTMLElement =>
    tick(label, `${at}/${key}`, block[key] ?? false, (isOn) => { put(block, key, isOn); editing.changed(); });
  if (block.kind === "link") return [flag("must", t("Must be opened before an answer is taken"))];
  if (block.kind === "video" || block.kind === "audio") return [flag("must", t("Must be played to its end before an answer is taken"))];
  return block.kind === "chat" ? [flag("markdown", t("Its turns are markdown"))] : [];
}

/** The questions that are about it follow. */
function rename(editing: Editing, block: Block, name: string): void {
  for (const question of editing.document.questions) {
    if (question.of === block.field) question.of = name;
    question.sides?.forEach((side, nth, sides) => { if (side === block.field) sides[nth] = name; });
  }
  block.field = name;
  editing.changed();
}
