import { Offline } from "./api.ts";
import { h } from "./dom.ts";
import { t } from "./words.ts";

/** The line to the server: what cannot be sent is sent again by itself, with a banner until it worked. */
export class Line {
  readonly banner = h("div", { role: "alert" });
  private wake: (() => void) | null = null;

  constructor() {
    window.addEventListener("online", () => this.again());
  }

  /** Runs the work until the server answers; what the server says, yes or no, is the work's own matter. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    for (let nth = 0; ; nth++) {
      try {
        const found = await work();
        this.banner.replaceChildren();
        return found;
      } catch (problem) {
        if (!(problem instanceof Offline)) { this.banner.replaceChildren(); throw problem; }
        this.show();
        await this.pause(Math.min(30, 2 ** (nth + 1)) * 1000);
      }
    }
  }

  /** Try now: the button, the browser that is online again, or somebody who presses Submit. */
  again(): void { this.wake?.(); }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), milliseconds);
      this.wake = () => { clearTimeout(timer); this.wake = null; resolve(); };
    });
  }

  private show(): void {
    if (this.banner.hasChildNodes()) return;
    this.banner.append(h("div", { class: "refusal bench-note", "data-view": "offline" },
      h("div", {}, t("The server cannot be reached. Your answer is kept, sent as soon as it is back, and counts once.")),
      h("button", { class: "btn end", type: "button", onclick: () => this.again() }, t("Try again now"))));
  }
}
