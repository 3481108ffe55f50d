import { t } from "../bench/words.ts";
import type { Block, Content, Document, Example } from "./types.ts";

/** A task to try the schema on: the chosen example, with something made up for every block it has nothing for. */
export function exampleFor(document: Document, example: Example | undefined, mark: string): { content: Content; html: Record<string, string> } {
  const content: Content = { ...example?.content };
  for (const block of document.content) {
    if (!fits(block, content[block.field])) content[block.field] = madeUp(block, mark);
    if (block.kind === "results" && block.query) content[block.query] ??= t("A query");
  }
  return { content, html: example?.html ?? {} };
}

function fits(block: Block, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (block.kind === "results" || block.kind === "chat") return Array.isArray(value);
  return block.kind === "product" ? typeof value === "object" : block.kind === "link" || typeof value === "string" || typeof value === "number";
}

function madeUp(block: Block, mark: string): unknown {
  switch (block.kind) {
    case "results": return [1, 2, 3].map((nth) => ({ id: `r${nth}`, title: t("Result {n}", { n: nth }), snippet: t("What it says of itself.") }));
    case "chat": return [{ id: "1", role: "user", text: t("A question of somebody") }, { id: "2", role: "assistant", text: t("An answer to it") }];
    case "product": return { title: t("A product"), price: "19.90", currency: "EUR", description: t("What it says of itself.") };
    case "link": return { url: "https://example.org/", title: "example.org" };
    case "image": case "video": case "audio": return block.kind === "image" ? mark : "";
    default: return t("An example text: what contributors will read here comes from your tasks.");
  }
}
