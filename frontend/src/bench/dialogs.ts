import { h } from "./dom.ts";
import { t } from "./words.ts";

/** Asks why a task is skipped; the reason and a comment, or null. */
export function askWhy(reasons: [string, string][]): Promise<{ reason: string; comment: string } | null> {
  return new Promise((resolve) => {
    const comment = h("textarea", { class: "form-control", rows: 2, name: "comment", maxlength: 2000, dir: "auto" });
    const choices = reasons.map(([id, label], nth) => h("label", { class: "option" },
      h("input", { type: "radio", name: "reason", value: id, checked: nth === 0 }), h("span", { class: "name" }, label),
      h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, String(nth + 1))));
    const form = h("form", { method: "dialog" }, h("h2", { class: "mb-3", id: "skip-title" }, t("Why do you skip this task?")), ...choices,
      h("div", { class: "field" }, h("label", {}, t("Comment (optional)"), comment)),
      h("div", { class: "actions" }, h("button", { class: "btn btn-primary", value: "skip" }, t("Skip this task")),
        h("button", { class: "btn", value: "cancel" }, t("Keep it"))));
    const dialog = h("dialog", { "aria-labelledby": "skip-title", class: "bench-dialog" }, form);
    dialog.addEventListener("keydown", (event) => {
      const choice = choices[Number(event.key) - 1];
      if (choice && document.activeElement !== comment) choice.querySelector("input")?.click();
      event.stopPropagation();
    });
    dialog.addEventListener("close", () => {
      const reason = form.querySelector<HTMLInputElement>("input[name=reason]:checked")?.value ?? "other";
      resolve(dialog.returnValue === "skip" ? { reason, comment: comment.value } : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
