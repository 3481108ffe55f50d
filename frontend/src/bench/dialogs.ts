import { h } from "./dom.ts";
import { t } from "./words.ts";

export type Named = [id: string, label: string];
interface Asked { title: string; parts: HTMLElement[]; does: HTMLButtonElement; back: string; choices?: HTMLElement[] }

/** A dialog with one thing that it does and one way back; digits choose its options, Escape goes back. */
function ask<T>({ title, parts, does, back, choices = [] }: Asked, read: () => T): Promise<T | null> {
  return new Promise((resolve) => {
    const form = h("form", { method: "dialog" }, h("h2", { class: "mb-3", id: "dialog-title" }, title), ...parts,
      h("div", { class: "actions" }, does, h("button", { class: "btn", value: "cancel", formnovalidate: true }, back)));
    const dialog = h("dialog", { "aria-labelledby": "dialog-title", class: "bench-dialog" }, form);
    dialog.addEventListener("keydown", (event) => {
      const isTyped = document.activeElement?.matches("textarea, select") === true;
      if (!isTyped) choices[Number(event.key) - 1]?.querySelector("input")?.click();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && document.activeElement?.matches("textarea")) form.requestSubmit(does);
      event.stopPropagation();
    });
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === does.value ? read() : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function choice(name: string, [id, label]: Named, nth: number, more: Record<string, boolean>): HTMLElement {
  return h("label", { class: "option" }, h("input", { type: "radio", name, value: id, ...more }), h("span", { class: "name" }, label),
    h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, String(nth + 1)));
}

function chosen(choices: HTMLElement[]): string {
  return choices.map((each) => each.querySelector("input")).find((input) => input?.checked)?.value ?? "";
}

function typed(name: string, rows: number, isRequired: boolean): HTMLTextAreaElement {
  return h("textarea", { class: "form-control", rows, name, maxlength: 2000, dir: "auto", required: isRequired });
}

export interface Why { reason: string; comment: string; market: string }
const ELSEWHERE = "wrong_language";

/** Asks why a task is skipped, and where it belongs if it is of another market; null: it is kept. */
export function askWhy(reasons: Named[], markets: Named[]): Promise<Why | null> {
  const comment = typed("comment", 2, false);
  const choices = reasons.map((each, nth) => choice("reason", each, nth, { checked: nth === 0 }));
  const select = h("select", { class: "form-select", name: "market" }, h("option", { value: "" }, t("I do not know")),
    ...markets.map(([code, name]) => h("option", { value: code }, name)));
  const where = h("div", { class: "field", hidden: true }, h("label", {}, t("Which market does it belong to?"), select));
  for (const each of choices) each.addEventListener("change", () => { where.hidden = markets.length < 2 || chosen(choices) !== ELSEWHERE; });
  const does = h("button", { class: "btn btn-primary", value: "skip" }, t("Skip this task"));
  const parts = [...choices, where, h("div", { class: "field" }, h("label", {}, t("Comment (optional)"), comment))];
  return ask({ title: t("Why do you skip this task?"), parts, does, back: t("Keep it"), choices },
    () => ({ reason: chosen(choices), comment: comment.value, market: where.hidden ? "" : select.value }));
}

/** Asks what the project owner should answer; null: nothing. What was answered before is a link away. */
export function askOwner(answered: string): Promise<string | null> {
  const text = typed("text", 4, true);
  const does = h("button", { class: "btn btn-primary", value: "ask" }, t("Send the question"));
  const before = h("a", { href: answered, target: "_blank", rel: "noopener" }, t("Questions and answers"));
  const parts = [h("div", { class: "field" }, h("label", {}, t("Your question about this task"), text)), h("p", {}, before),
    h("p", { class: "quiet-text" }, t("The answer comes to your inbox. The task stays here: answer it, or skip it."))];
  return ask({ title: t("Ask the project owner"), parts, does, back: t("Go back") }, () => text.value.trim()).then((found) => found || null);
}

export interface Report { about: string; text: string }

/** Asks what cannot wait. Nothing is chosen beforehand, so that a key pressed by mistake reports nothing. */
export function askReport(kinds: Named[]): Promise<Report | null> {
  const text = typed("text", 2, false);
  const choices = kinds.map((each, nth) => choice("kind", each, nth, { required: true }));
  const does = h("button", { class: "btn btn-danger", value: "report" }, t("Report now"));
  const parts = [h("p", {}, t("The task is taken from everybody at once, and somebody is called to look at it.")), ...choices,
    h("div", { class: "field" }, h("label", {}, t("What did you see? (optional)"), text))];
  return ask({ title: t("Report this task now?"), parts, does, back: t("Go back"), choices }, () => ({ about: chosen(choices), text: text.value }));
}
