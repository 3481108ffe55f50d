import { h } from "./dom.ts";
import type { Receipt } from "./types.ts";
import { t } from "./words.ts";

/** The button that takes the last answer back, with the seconds that are left for it. */
export class Undo {
  readonly view = h("span", { class: "end" });
  private receipt: Receipt | null = null;

  constructor(private readonly now: () => number, private readonly press: () => void) {}

  offer(receipt: Receipt | null): void {
    this.receipt = receipt?.undo_until ? receipt : null;
    this.tick();
  }

  get judgment(): string | null { return this.receipt?.judgment ?? null; }

  tick(): void {
    const until = this.receipt?.undo_until ? Date.parse(this.receipt.undo_until) : 0;
    const left = Math.ceil((until - this.now()) / 1000);
    const shown = this.view.querySelector("button");
    if (left <= 0) {
      this.receipt = null;
      if (shown === document.activeElement && shown) document.getElementById("focus")?.focus({ preventScroll: true });
      this.view.replaceChildren();
    } else if (shown) shown.querySelector("span")!.textContent = t("{n} s", { n: left });
    else this.view.replaceChildren(h("button", { class: "btn", type: "button", "data-key": "u", onclick: this.press },
      t("Undo the last answer"), " ", h("span", { class: "quiet-text", "aria-hidden": "true" }, t("{n} s", { n: left })), " ",
      h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, "U")));
  }
}
