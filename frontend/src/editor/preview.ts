import { showPreview } from "../bench/preview.ts";
import type { Schema } from "../bench/types.ts";
import { h } from "../bench/dom.ts";
import { learn, say, t } from "../bench/words.ts";
import { allOptions } from "./document.ts";
import { choose } from "./fields.ts";
import { exampleFor } from "./samples.ts";
import type { Config, Document } from "./types.ts";

/** The pane beside the form: a task as contributors see it, by the workbench's own code. */
export class Preview {
  private readonly stage = h("div", { class: "preview-stage" });
  private readonly note = h("p", { class: "quiet-text small", hidden: true }, t("The preview shows how it was before: it cannot show this yet."));
  private example = 0;
  private document: Document | null = null;
  private language: string;
  private timer = 0;

  constructor(place: HTMLElement, private readonly config: Config) {
    this.language = config.language;
    const examples = config.examples.map((each, nth) => [String(nth), each.name] as const);
    const select = choose("0", examples, (value) => { this.example = Number(value); this.draw(); });
    select.setAttribute("aria-label", t("Example task"));
    place.replaceChildren(h("header", {}, h("h2", { id: "preview-title" }, t("Preview")), h("div", { class: "end" }, examples.length > 1 ? select : null)),
      h("div", { class: "body" }, h("p", { class: "quiet-text small" }, t("As contributors see it. Try it out: nothing is sent.")), this.note, this.stage));
  }

  show(document: Document, language: string): void {
    this.document = document;
    this.language = language;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.draw(), 200);
  }

  private draw(): void {
    if (!this.document) return;
    const schema = named(structuredClone(this.document));
    const { content, html } = exampleFor(this.document, this.config.examples[this.example], this.config.mark);
    const fresh = h("div", { class: "preview-stage" });
    try {
      learn(this.config.words, this.language);
      showPreview(fresh, schema, content, html);
      this.note.hidden = true;
    } catch {
      this.note.hidden = false;
      return;
    } finally { learn(this.config.words, this.config.language); }
    asPart(fresh);
    this.stage.replaceChildren(fresh);
  }
}

/** What has no words yet is called by its id. */
function named(document: Document): Schema {
  for (const question of document.questions) {
    for (const each of [question, ...allOptions(question.options)]) if (!say(each.label)) each.label = each.id;
  }
  return document as unknown as Schema;
}

/** Inside another page it has neither the page's heading nor its keys nor its ids. */
function asPart(stage: HTMLElement): void {
  for (const heading of stage.querySelectorAll("h1")) heading.replaceWith(h("h3", { id: heading.id, lang: heading.lang || null, dir: heading.dir || null }, ...heading.childNodes));
  for (const control of stage.querySelectorAll("[data-key]")) control.removeAttribute("data-key");
  for (const kept of stage.querySelectorAll("#focus, #submit")) kept.id = `preview-${kept.id}`;
  stage.querySelector("[aria-labelledby=focus]")?.setAttribute("aria-labelledby", "preview-focus");
}
