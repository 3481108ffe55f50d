import { h, safe } from "./dom.ts";
import type { Interacting } from "./interactions.ts";
import { clip, link, picture } from "./media.ts";
import { comparedFields } from "./pairwise.ts";
import type { Block, Part, Product, Schema, Task, Viewing } from "./types.ts";
import { cover } from "./viewing.ts";
import { said, say, t } from "./words.ts";

export interface Showing {
  schema: Schema; task: Task; person: string; interacting: Interacting; viewing?: Viewing | undefined;
  /** What is asked about each part of a block. */
  under: (block: Block, part: Part) => Node | null;
  /** What takes the place of a block: a text in which spans are marked. */
  instead: Map<string, HTMLElement>;
}

/** The task's content, block by block; what is compared stands side by side, in its drawn order. */
export function contentView(showing: Showing): HTMLElement {
  const { schema, task, person } = showing;
  const sides = comparedFields(schema, task.task, person);
  const view = h("div", { class: "body" });
  for (const block of schema.content) {
    if (!sides.includes(block.field)) view.append(blockView(block, showing));
    else if (!view.querySelector(".sides")) view.append(sideBySide(sides, showing));
  }
  cover(view, showing);
  return view;
}

/** A and B, without the names of their fields: those could say where they come from. */
function sideBySide(sides: string[], showing: Showing): HTMLElement {
  const blocks = sides.map((field) => showing.schema.content.find((block) => block.field === field)).filter((block) => block !== undefined);
  return h("div", { class: "sides" }, ...blocks.map((block, nth) => blockView(block, showing, nth === 0 ? t("A") : t("B"))));
}

function blockView(block: Block, showing: Showing, title?: string): HTMLElement {
  const heading = title ? h("h2", { class: "side" }, title) : block.label ? h("h2", said(block.label).tags, said(block.label).text) : null;
  return h("section", { class: "content-block", "data-field": block.field }, heading, shown(block, showing), h("p", { class: "problem", role: "alert", hidden: true }));
}

function shown(block: Block, showing: Showing): HTMLElement {
  const { task, interacting } = showing;
  const value = task.content[block.field];
  const isFirst = showing.schema.content.find((each) => (each.kind === "link") === (block.kind === "link") && ["link", "video", "audio"].includes(each.kind)) === block;
  switch (block.kind) {
    case "image": return picture(String(value), say(block.label) || t("Picture of this task"));
    case "video": case "audio": return clip(block, String(value), interacting, isFirst);
    case "link": return link(block, value, interacting, isFirst);
    case "product": return product((value ?? {}) as Product);
    case "results": return results(block, showing, (value as Part[]) ?? []);
    case "chat": return chat(block, showing, (value as Part[]) ?? []);
    case "markdown": if (task.html?.[block.field]) return safe(task.html[block.field] ?? "");
  }
  return showing.instead.get(block.field) ?? h("div", { class: "content-text", dir: "auto" }, String(value ?? ""));
}

function results(block: Block, { task, under }: Showing, found: Part[]): HTMLElement {
  const level = block.label ? "h3" : "h2";
  return h("div", {}, block.query ? h("p", { class: "query", dir: "auto" }, String(task.content[block.query] ?? "")) : null,
    ...found.map((result, nth) => h("article", { class: "result" },
      h(level, { dir: "auto" }, `${nth + 1}. ${result.title ?? result.id}`),
      result.url ? h("div", { class: "url", dir: "ltr" }, result.url) : null,
      result.image ? picture(result.image, result.title ?? "") : null,
      result.snippet ? h("p", { class: "mb-0", dir: "auto" }, result.snippet) : null,
      under(block, result))));
}

function chat(block: Block, { task, under }: Showing, turns: Part[]): HTMLElement {
  const names: Record<string, string> = { system: t("System"), user: t("User"), assistant: t("Assistant"), tool: t("Tool") };
  return h("div", { class: "chat" }, ...turns.map((turn) => {
    const html = block.markdown ? task.html?.[`${block.field}/${turn.id}`] : undefined;
    return h("article", { class: `turn turn-${turn.role ?? "user"}` }, h(block.label ? "h3" : "h2", {}, names[turn.role ?? ""] ?? turn.role ?? ""),
      html ? safe(html) : h("div", { class: "content-text", dir: "auto" }, turn.text ?? ""),
      turn.image ? picture(turn.image, t("Picture of this task")) : null, under(block, turn));
  }));
}

function product(found: Product): HTMLElement {
  const price = found.price === undefined ? null : [found.price, found.currency].filter(Boolean).join(" ");
  const known: [string, string | number | null | undefined][] = [[t("Price"), price], [t("Brand"), found.brand], [t("Seller"), found.seller],
    [t("Category"), found.category], [t("Availability"), found.availability], ...Object.entries(found.attributes ?? {})];
  const pictures = [found.image, ...(found.images ?? [])].filter((each) => each !== undefined);
  return h("article", { class: "product" },
    pictures.length ? h("div", { class: "product-pictures" }, ...pictures.map((each, nth) => picture(each, t("Picture {n} of {name}", { n: nth + 1, name: found.title })))) : null,
    h("div", {}, h("h3", { dir: "auto" }, found.title ?? ""), found.url ? h("div", { class: "url", dir: "ltr" }, found.url) : null,
      h("dl", { class: "facts" }, ...known.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", { dir: "auto" }, name), h("dd", { dir: "auto" }, String(value))])),
      found.description ? h("p", { class: "content-text mb-0", dir: "auto" }, found.description) : null));
}
