import { accepted } from "./accepted.ts";
import { h } from "./dom.ts";
import type { Feedback, Nothing, Reason, Schema, Today } from "./types.ts";
import { locale, say, t } from "./words.ts";

export function nothingView(nothing: Nothing, again: () => void): HTMLElement {
  const time = new Date(nothing.checked_at).toLocaleTimeString(locale());
  return h("section", { class: "panel", "data-view": "nothing" },
    h("div", { class: "empty-note" }, h("h1", { tabindex: "-1", id: "focus" }, t("Nothing to do right now")), h("p", { class: "mt-2" }, nothing.sentence)),
    h("ul", { class: "entries" }, ...nothing.reasons.map(obstacleView)),
    h("div", { class: "body actions nothing-actions" },
      h("button", { type: "button", class: "btn", onclick: again, "data-key": "r" }, t("Ask again"), " ", h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, "R")),
      h("span", { class: "quiet-text" }, t("Checked at {time}. This page asks again by itself.", { time }))));
}

function obstacleView(each: Nothing["reasons"][number]): HTMLElement {
  const n = `${each.n.toLocaleString(locale())}${each.n_is_capped ? "+" : ""}`;
  const isToRead = each.code === "work.guideline" && each.project !== null;
  return h("li", {},
    h("div", {}, h("div", {}, each.text), each.n ? h("span", { class: "quiet-text small" }, t("Tasks behind this: {n}", { n })) : null),
    isToRead ? h("a", { class: "btn end", href: `/work/${each.project}/guideline/` }, t("Read the guideline")) : null,
    each.code === "work.skill" ? h("a", { class: "btn end", href: "/learn/" }, t("What to learn next")) : null,
    each.code === "work.agreement" ? h("a", { class: "btn end", href: "/agreements/" }, t("Read and sign")) : null);
}

export function refusalView(reasons: Reason[], isSignedOut: boolean): HTMLElement {
  const here = encodeURIComponent(window.location.pathname);
  return h("div", { class: "refusal bench-note", role: "alert", "data-view": "refusal" },
    h("div", {}, ...reasons.map((reason) => h("div", {}, reason.text))),
    isSignedOut ? h("a", { class: "btn end", href: `/accounts/login/?next=${here}` }, t("Sign in")) : null);
}

/** Nothing is left in hand, and what was done has not arrived yet. */
export function waitingView(): HTMLElement {
  return h("section", { class: "panel", "data-view": "waiting" }, h("div", { class: "empty-note" },
    h("h1", { tabindex: "-1", id: "focus" }, t("Every task in your hands is answered")),
    h("p", { class: "mt-2" }, t("The next one comes when your answers have arrived. They are kept in this browser until then."))));
}

/** Who has reported something need not wonder what becomes of it. */
export function reportedView(dueAt: string): HTMLElement {
  const time = new Date(dueAt).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  return h("div", { class: "notice notice-good", role: "status", "data-view": "reported" }, h("div", {},
    t("Thank you. Nobody gets this task any more; somebody has been called and looks at it by {time}.", { time })));
}

export function askedView(): HTMLElement {
  return h("div", { class: "notice bench-note", role: "status", "data-view": "asked" },
    h("div", {}, t("Your question is with the project owner. The answer comes to your inbox.")),
    h("a", { class: "btn end", href: "/inbox/" }, t("Inbox")));
}

/** What the known answer of the task before was, in the words of its questions. */
export function feedbackView(feedback: Feedback, schema: Schema): HTMLElement {
  const rows = Object.entries(feedback.answers).flatMap(([id, answer]) => {
    const question = schema.questions.find((each) => each.id === id);
    return [h("dt", { dir: "auto" }, question ? say(question.label) : id), h("dd", { dir: "auto" }, accepted(question, answer))];
  });
  return h("div", { class: `notice notice-${feedback.is_correct ? "good" : "warn"}`, "data-view": "feedback" }, h("div", {},
    h("strong", {}, feedback.is_correct ? t("The task before: your answer was right.") : t("The task before: the right answer was another one.")),
    feedback.is_correct ? null : h("dl", { class: "facts" }, ...rows),
    feedback.reason ? h("div", { dir: "auto" }, feedback.reason) : null));
}

export function todayView(today: Today): HTMLElement[] {
  const minutes = Math.round(today.handling_seconds / 60);
  const mean = today.n_submitted ? (today.handling_seconds / today.n_submitted).toFixed(1) : null;
  return [
    h("span", {}, t("Today"), " ", h("strong", {}, String(today.n_submitted)), today.n_cap ? ` / ${today.n_cap}` : ""),
    h("span", {}, t("Skipped"), " ", h("strong", {}, String(today.n_skipped))),
    h("span", {}, t("Active time"), " ", h("strong", {}, t("{n} min", { n: minutes }))),
    ...(mean ? [h("span", {}, t("Per task"), " ", h("strong", {}, t("{n} s", { n: mean })))] : []),
  ];
}

/** Above a task whose answers were filled in: nobody takes a machine's word for their own without a look. */
export function suggestedView(): HTMLElement {
  return h("div", { class: "notice bench-note", role: "status", "data-view": "suggested" },
    h("div", {}, t("A program has filled in these answers. Check each of them before you submit.")));
}
