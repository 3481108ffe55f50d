import { h } from "./dom.ts";
import type { Returned, Schema } from "./types.ts";
import { said, t } from "./words.ts";

/** Above everything of a task that came back, also on a phone: what the reviewer said, error by error. */
export function returnedView(returned: Returned, schema: Schema): HTMLElement {
  return h("section", { class: "panel returned", "aria-labelledby": "returned-title" }, h("div", { class: "body" },
    h("h2", { id: "returned-title" }, t("A reviewer sent this back to you")),
    returned.comment ? h("p", { dir: "auto" }, returned.comment) : null,
    returned.errors.length ? h("ul", {}, ...returned.errors.map((error) => h("li", {}, ...line(error, schema)))) : null));
}

function line(error: Returned["errors"][number], schema: Schema): (HTMLElement | null)[] {
  const [severity, tone] = severityOf(error.severity);
  const question = schema.questions.find((each) => each.id === error.question);
  const place = question ? said(question.label) : null;
  return [
    h("span", { class: `state state-${tone}` }, severity), h("strong", { dir: "auto" }, error.name),
    place ? h("span", { class: "quiet-text", ...place.tags }, error.subject ? `${place.text} · ${error.subject}` : place.text) : null,
    error.comment ? h("p", { dir: "auto" }, error.comment) : error.description ? h("p", { class: "quiet-text", dir: "auto" }, error.description) : null,
  ];
}

function severityOf(key: string): [string, string] {
  if (key === "critical") return [t("Critical"), "bad"];
  return key === "major" ? [t("Major"), "warn"] : [t("Minor"), "plain"];
}
