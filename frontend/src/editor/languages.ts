import { h } from "../bench/dom.ts";
import { t, tag } from "../bench/words.ts";
import { button, choose, type Editing } from "./fields.ts";
import { isLanguage, languagesOf, written } from "./texts.ts";

/** Which language the texts are written in just now; every text field shows that one, and so does the preview. */
export function languageChoice(editing: Editing): HTMLElement {
  const { document, language, main } = editing;
  const known = languagesOf(document);
  const tags = [main, ...known.filter((each) => each !== main), ...(known.includes(language) || language === main ? [] : [language])];
  const turn = (to: string): void => { editing.language = to; editing.redraw("language-of-texts"); editing.changed(); };
  const select = choose(language, tags.map((each) => [each, nameOf(editing, each, known)] as const), turn);
  select.id = "language-of-texts";
  const input = h("input", { class: "form-control short", type: "text", maxlength: 35, placeholder: "pt-BR", dir: "ltr", "aria-label": t("Another language, such as pt-BR"), id: "new-language" });
  return h("div", { class: "row-wrap languages" }, h("label", { for: "language-of-texts" }, t("Texts in")), select, input,
    button(t("Add this language"), () => { if (isLanguage(input.value.trim())) turn(input.value.trim()); else { input.setAttribute("aria-invalid", "true"); input.focus(); } }, { class: "btn btn-sm" }));
}

function nameOf(editing: Editing, language: string, known: string[]): string {
  if (known.length === 0 && language === editing.main) return t("One language for all");
  const [n, of] = written(editing.document, language, editing.main);
  return t("{language}: {n} of {of}", { language: spoken(language), n, of });
}

function spoken(language: string): string {
  try { return new Intl.DisplayNames([tag()], { type: "language" }).of(language) ?? language; } catch { return language; }
}
