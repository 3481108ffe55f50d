import { h, safe } from "./dom.ts";
import type { Block, Result, Schema, Task } from "./types.ts";
import { say, t } from "./words.ts";

/** The task's content, block by block; `under` adds what is asked about each result. */
export function contentView(schema: Schema, task: Task, under: (result: Result) => Node | null): HTMLElement {
  const view = h("div", { class: "body" });
  for (const block of schema.content) view.append(blockView(block, task, under));
  return view;
}

function blockView(block: Block, task: Task, under: (result: Result) => Node | null): HTMLElement {
  const value = task.content[block.field];
  const view = h("section", { class: "content-block" }, block.label ? h("h2", { dir: "auto" }, say(block.label)) : null);
  if (block.kind === "image") view.append(picture(String(value), say(block.label) || t("Picture of this task")));
  else if (block.kind === "results") view.append(list(block, task, (value as Result[]) ?? [], under));
  else if (block.kind === "markdown" && task.html?.[block.field]) view.append(safe(task.html[block.field] ?? ""));
  else view.append(h("div", { class: "content-text", dir: "auto" }, String(value ?? "")));
  return view;
}

function list(block: Block, task: Task, results: Result[], under: (result: Result) => Node | null): HTMLElement {
  const view = h("div", {});
  if (block.query) view.append(h("p", { class: "query", dir: "auto" }, String(task.content[block.query] ?? "")));
  results.forEach((result, nth) => {
    view.append(
      h("article", { class: "result" },
        h(block.label ? "h3" : "h2", { dir: "auto" }, `${nth + 1}. ${result.title ?? result.id}`),
        result.url ? h("div", { class: "url", dir: "ltr" }, result.url) : null,
        result.image ? picture(result.image, result.title ?? "") : null,
        result.snippet ? h("p", { class: "mb-0", dir: "auto" }, result.snippet) : null,
        under(result)),
    );
  });
  return view;
}

function picture(address: string, alt: string): HTMLElement {
  const source = address.startsWith("sha256:") ? `/files/${address.slice(7)}` : address;
  const image = h("img", { class: "content-image", src: source, alt, loading: "eager", referrerpolicy: "no-referrer",
    onerror: () => image.replaceWith(h("p", { class: "problem", dir: "auto" }, t("This picture cannot be loaded: {address}", { address }))) });
  return image;
}
