import { h } from "../bench/dom.ts";
import { t } from "../bench/words.ts";

export interface Frame {
  form: HTMLElement; json: HTMLTextAreaElement; jsonProblem: HTMLElement; preview: HTMLElement;
  problems: HTMLElement; status: HTMLElement; notice: HTMLElement; turn: (view: "form" | "json") => void;
}

/** The places of the page, and the two buttons that turn from the form to the JSON. */
export function frame(look: (view: "form" | "json") => void): Frame {
  const place = (id: string): HTMLElement => document.getElementById(id)!;
  const form = place("schema-form");
  const json = place("id_document") as HTMLTextAreaElement;
  const jsonProblem = h("div", { class: "problem", role: "status", hidden: true });
  json.after(jsonProblem);
  const turner = (view: "form" | "json", label: string, key: string): HTMLButtonElement =>
    h("button", { type: "button", class: "btn btn-sm", "data-key": key, "aria-pressed": "false", onclick: () => look(view) }, `${label} `, h("kbd", { "aria-hidden": "true" }, key.toUpperCase()));
  const buttons = { form: turner("form", t("Form"), "f"), json: turner("json", t("JSON"), "j") };
  place("editor-turns").replaceChildren(buttons.form, buttons.json);
  // Enter in a field of the form is no wish to publish.
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault(); });
  return { form, json, jsonProblem, preview: place("schema-preview"), problems: place("editor-problems"), status: place("editor-status"), notice: place("editor-notice"),
    turn: (view) => {
      form.hidden = view !== "form";
      place("schema-json").hidden = view !== "json";
      for (const each of ["form", "json"] as const) buttons[each].setAttribute("aria-pressed", String(each === view));
    } };
}
