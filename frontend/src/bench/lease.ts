import { h } from "./dom.ts";
import { t } from "./words.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

export type LeaseState = "fine" | "renew" | "warn" | "ended";

/** How the lease of a task stands. Whoever is at work gets it renewed quietly; whoever is away is warned. */
export function leaseState(secondsLeft: number, leaseSeconds: number, isActive: boolean): LeaseState {
  if (secondsLeft <= 0) return "ended";
  const soon = Math.min(300, leaseSeconds / 4);
  if (isActive && secondsLeft <= Math.max(soon, leaseSeconds / 2)) return "renew";
  return secondsLeft <= soon ? "warn" : "fine";
}

/** Rough, as a task that came back from a review has days: nobody counts 4320 minutes. */
export function span(seconds: number): string {
  if (seconds >= 2 * DAY) return t("{n} d", { n: Math.round(seconds / DAY) });
  if (seconds >= 2 * HOUR) return t("{n} h", { n: Math.round(seconds / HOUR) });
  return seconds >= 90 ? t("{n} min", { n: Math.round(seconds / 60) }) : t("{n} s", { n: Math.max(0, Math.ceil(seconds)) });
}

/** The words that stand above the task while its time is short or over. Only its clock changes, unheard. */
export class LeaseNote {
  readonly view = h("div", { role: "status" });
  private kind: "" | "warn" | "ended" = "";

  constructor(private readonly keep: () => void, private readonly goOn: () => void) {}

  show(kind: "" | "warn" | "ended", secondsLeft: number): void {
    if (kind !== this.kind) this.view.replaceChildren(...(kind === "warn" ? [this.warning()] : kind === "ended" ? [this.end()] : []));
    this.kind = kind;
    const clock = this.view.querySelector("[data-clock]");
    if (clock) clock.textContent = span(secondsLeft);
  }

  private warning(): HTMLElement {
    return h("div", { class: "notice notice-warn bench-note", "data-view": "lease" },
      h("div", {}, t("Your time for this task ends soon; then somebody else may get it. What you have answered is kept."), " ",
        h("strong", { "data-clock": true, "aria-hidden": "true" })),
      h("button", { type: "button", class: "btn end", onclick: this.keep }, t("Keep this task")));
  }

  private end(): HTMLElement {
    return h("div", { class: "notice notice-warn bench-note", "data-view": "lease-ended" },
      h("div", {}, t("Your time for this task has ended. What you have answered is kept as a draft.")),
      h("button", { type: "button", class: "btn btn-primary end", onclick: this.goOn }, t("Go on")));
  }
}
