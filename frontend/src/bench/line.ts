import { Offline } from "./api.ts";
import { h } from "./dom.ts";
import { t } from "./words.ts";

/** The line to the server: what cannot be sent is sent again by itself, with a banner until it worked. */
export class Line {
  readonly banner = h("div", { role: "alert" });
  isDown = false;
  private wake: (() => void) | null = null;

  /** `nWaiting` says how much is kept to be sent; `told` hears when the line goes down. */
  constructor(private readonly nWaiting: () => number, private readonly told: () => void) {
    window.addEventListener("online", () => this.again());
    window.addEventListener("beforeunload", (event) => { if (this.isDown && this.nWaiting() > 0) event.preventDefault(); });
  }

  /** Runs the work until the server answers; what the server says, yes or no, is the work's own matter. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    for (let nth = 0; ; nth++) {
      try {
        const found = await work();
        this.up();
        return found;
      } catch (problem) {
        if (!(problem instanceof Offline)) { this.up(); throw problem; }
        this.isDown = true;
        this.show();
        this.told();
        await this.pause(Math.min(30, 2 ** (nth + 1)) * 1000);
      }
    }
  }

  /** Try now: the button, the browser that is online again, or somebody who presses Submit. */
  again(): void { this.wake?.(); }

  /** Says how much waits, while the line is down. */
  show(): void {
    if (!this.isDown) return;
    const n = this.nWaiting();
    const words = [t("The server cannot be reached. What you have answered is kept, and you can go on with the tasks in hand."),
      n ? t("Waiting to be sent, in order and each once: {n}.", { n }) : ""].join(" ").trim();
    const shown = this.banner.querySelector("[data-words]");
    if (shown) { if (shown.textContent !== words) shown.textContent = words; return; }
    this.banner.append(h("div", { class: "refusal bench-note", "data-view": "offline" }, h("div", { "data-words": true }, words),
      h("button", { class: "btn end", type: "button", onclick: () => this.again() }, t("Try again now"))));
  }

  private up(): void {
    this.isDown = false;
    this.banner.replaceChildren();
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), milliseconds);
      this.wake = () => { clearTimeout(timer); this.wake = null; resolve(); };
    });
  }
}
