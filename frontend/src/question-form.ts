import { askedOnly } from "./bench/conditions.ts";
import { h } from "./bench/dom.ts";
import { showPreview } from "./bench/preview.ts";
import type { Answers, Content, Schema } from "./bench/types.ts";
import { learn } from "./bench/words.ts";

interface Config { schema: Schema; content: Content; html: Record<string, string>; answers: Answers; task: string; language: string; words: Record<string, string> }

/** The workbench's view of a task inside a form of a page: what was answered goes with it as JSON, and the page's own button sends it. */
export function startQuestionForm(form: HTMLFormElement, config: Config): void {
  const place = form.querySelector<HTMLElement>("[data-questions]");
  if (!place) return;
  learn(config.words, config.language);
  const stage = h("div", { class: "question-form" });
  const answers = showPreview(stage, config.schema, config.content, config.html, config.answers);
  asPart(stage);
  place.replaceChildren(stage);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
    if (event.key === "Escape" && event.target instanceof HTMLTextAreaElement) event.target.blur();
  });
  form.addEventListener("submit", () => {
    const field = form.elements.namedItem("answers");
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(askedOnly(config.schema, answers));
  });
}

/** The page has a heading, a button and keys of its own. */
function asPart(stage: HTMLElement): void {
  for (const each of stage.querySelectorAll(".actions, .rarer")) each.remove();
  for (const heading of stage.querySelectorAll("h1")) heading.replaceWith(h("h2", { id: heading.id, lang: heading.lang || null, dir: heading.dir || null }, ...heading.childNodes));
}

const form = document.querySelector<HTMLFormElement>("form[data-question-form]");
if (form) startQuestionForm(form, JSON.parse(document.getElementById("question-form-config")?.textContent ?? "{}") as Config);
