import { h } from "../bench/dom.ts";
import { t } from "../bench/words.ts";
import { idOf } from "./fields.ts";
import type { Problem } from "./types.ts";

/** Every problem under its field, and all of them in one list that leads there. */
export function showProblems(form: HTMLElement, list: HTMLElement, problems: Problem[], reveal: (pointer: string) => void): void {
  for (const each of form.querySelectorAll<HTMLElement>(".problem")) { each.hidden = true; each.textContent = ""; }
  for (const each of form.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  for (const problem of problems) {
    const place = placeOf(form, problem.field);
    if (!place) continue;
    place.textContent = [place.textContent, problem.text].filter(Boolean).join(" ");
    place.hidden = false;
    document.getElementById(place.id.replace(/-problem$/, ""))?.setAttribute("aria-invalid", "true");
  }
  list.replaceChildren(problems.length === 0
    ? h("span", { class: "state state-good" }, t("Nothing is wrong with it."))
    : h("details", { class: "problem-list" }, h("summary", {}, h("span", { class: "state state-bad" }, t("To put right: {n}", { n: problems.length }))),
      h("ul", {}, ...problems.map((problem) => h("li", {}, h("button", { type: "button", class: "link", onclick: () => { reveal(problem.field); goTo(form, problem.field); } },
        h("code", { dir: "ltr" }, problem.field), " ", problem.text))))));
}

/** The place of the nearest part around the pointer that has one. */
function placeOf(form: HTMLElement, pointer: string): HTMLElement | null {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = form.querySelector<HTMLElement>(`#${CSS.escape(`${idOf(at)}-problem`)}`);
    if (found && !found.closest("[hidden]:not(.problem)")) return found;
  }
  return form.querySelector<HTMLElement>("#e-title-problem");
}

function goTo(form: HTMLElement, pointer: string): void {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf("/"))) {
    const part = form.querySelector<HTMLElement>(`[data-pointer="${CSS.escape(at)}"]`);
    const control = part?.querySelector<HTMLElement>("input, textarea, select, button");
    if (control) { control.focus(); control.scrollIntoView({ block: "center" }); return; }
  }
}

/** Those of the server at fields of which nothing was said yet. */
export function joined(own: Problem[], others: Problem[]): Problem[] {
  const isIn = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
  return [...own, ...others.filter((each) => !own.some((known) => isIn(known.field, each.field) || isIn(each.field, known.field)))];
}
