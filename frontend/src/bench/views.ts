import { h } from "./dom.ts";
import type { Feedback, Nothing, Reason, Today } from "./types.ts";
import { t } from "./words.ts";

export function nothingView(nothing: Nothing, again: () => void): HTMLElement {
  const many = (n: number, isCapped: boolean): string => `${n.toLocaleString()}${isCapped ? "+" : ""}`;
  const rows = nothing.reasons.map((each) => h("li", {}, each.text,
    each.n ? h("span", { class: "quiet-text" }, ` ${t("{n} tasks", { n: many(each.n, each.n_is_capped) })}`) : null,
    each.code === "work.guideline" ? h("a", { class: "ms-2", href: "/inbox/" }, t("Open the guideline")) : null));
  return h("section", { class: "panel", "data-view": "nothing" }, h("div", { class: "empty-note" },
    h("h1", { tabindex: "-1", id: "focus" }, t("Nothing to do right now")), h("p", { class: "mt-2" }, nothing.sentence)),
    h("div", { class: "body" }, h("ul", {}, ...rows),
      h("p", { class: "quiet-text" }, t("Checked at {time}. This page asks again by itself.", { time: new Date(nothing.checked_at).toLocaleTimeString() })),
      h("button", { class: "btn btn-primary", onclick: again, "data-key": "r" }, t("Ask again"), " ", h("kbd", { class: "only-keyboard" }, "R"))));
}

export function refusalView(reasons: Reason[]): HTMLElement {
  return h("div", { class: "refusal", role: "alert" }, ...reasons.map((reason) => h("div", {}, reason.text)));
}

export function feedbackView(feedback: Feedback): HTMLElement {
  const right = Object.entries(feedback.answers).map(([question, answer]) => `${question}: ${([] as unknown[]).concat(answer).join(" / ")}`);
  return h("div", { class: feedback.is_correct ? "notice" : "refusal", role: "status" },
    h("strong", {}, feedback.is_correct ? t("Right.") : t("The answer was different.")),
    feedback.is_correct ? null : h("div", {}, right.join("; ")), h("div", {}, feedback.reason));
}

export function todayView(today: Today): HTMLElement[] {
  const minutes = Math.round(today.handling_seconds / 60);
  const mean = today.n_submitted ? (today.handling_seconds / today.n_submitted).toFixed(1) : null;
  return [
    h("span", {}, t("Today"), " ", h("strong", {}, String(today.n_submitted)), today.n_cap ? ` / ${today.n_cap}` : ""),
    h("span", {}, t("Skipped"), " ", h("strong", {}, String(today.n_skipped))),
    h("span", {}, t("Active"), " ", h("strong", {}, t("{n} min", { n: minutes }))),
    mean ? h("span", {}, t("per task"), " ", h("strong", {}, `${mean} s`)) : h("span", {}),
  ];
}
