import { h } from "./dom.ts";
import type { Interacting } from "./interactions.ts";
import type { Media, Schema, Task, Viewing } from "./types.ts";
import { t } from "./words.ts";

const PROTECTED: Viewing = { blur: 55, grey: true, mute: true, small: true };
const PIXELS = 0.4; // Of blur, a percent.

/** How a task begins: as the project wants every task, and where it is hard to look at, covered as the person chose. */
export function beginning(media: Media, severity: number, chosen: Viewing): Viewing {
  const isHard = severity > 0;
  const blur = isHard ? chosen.blur : 0;
  return {
    blur: blur || (media.blur ? chosen.blur || PROTECTED.blur : 0), grey: (isHard && chosen.grey) || media.greyscale === true,
    mute: (isHard && chosen.mute) || media.mute === true, small: isHard && chosen.small,
  };
}

/** Covers pictures and clips as the task is to begin, with buttons for all of them and one on each; uncovering is noted. */
export function cover(view: HTMLElement, { schema, task, interacting, viewing }: { schema: Schema; task: Task; interacting: Interacting; viewing?: Viewing | undefined }): void {
  const media = schema.media ?? {};
  const chosen = viewing ?? PROTECTED;
  const shown = [...view.querySelectorAll<HTMLElement>("img, video")];
  const isHard = task.severity > 0 && (shown.length > 0 || view.querySelector("audio") !== null);
  if (!isHard && !Object.values(media).some(Boolean)) return;
  const start = beginning(media, task.severity, chosen);
  view.style.setProperty("--blur", `${(start.blur || chosen.blur || PROTECTED.blur) * PIXELS}px`);
  for (const each of shown) each.after(uncoverButton(view, each, interacting));
  view.prepend(controls(view, start, interacting));
}

const fieldOf = (shown: HTMLElement): string => shown.closest<HTMLElement>("[data-field]")?.dataset.field ?? "";

function uncoverButton(view: HTMLElement, shown: HTMLElement, interacting: Interacting): HTMLElement {
  const words = h("span", {}, t("Show this one"));
  return h("button", { type: "button", class: "btn btn-sm uncover", "aria-pressed": "false", onclick: (event) => {
    const isShown = shown.classList.toggle("is-uncovered");
    (event.currentTarget as HTMLElement).setAttribute("aria-pressed", String(isShown));
    words.textContent = isShown ? t("Cover it again") : t("Show this one");
    const field = fieldOf(shown);
    if (isShown) interacting.revealed(field);
    else if (![...view.querySelectorAll<HTMLElement>(".is-uncovered")].some((each) => fieldOf(each) === field)) interacting.covered(field);
  } }, words);
}

/** Buttons that blur, take the colour from, make small and mute all of it. */
function controls(view: HTMLElement, start: Viewing, interacting: Interacting): HTMLElement {
  const toggle = (name: string, isOn: boolean, key: string | null, text: string): HTMLElement => {
    const button = h("button", { type: "button", class: "btn", "data-key": key, "aria-pressed": String(isOn), onclick: () => {
      isOn = !isOn;
      button.setAttribute("aria-pressed", String(isOn));
      apply(name, isOn);
      if (name === "is-blurred") note(isOn);
    } }, text, key ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, key.toUpperCase()) : null);
    apply(name, isOn);
    return button;
  };
  const apply = (name: string, isOn: boolean): void => {
    view.classList.toggle(name, isOn);
    if (name === "is-muted") for (const each of view.querySelectorAll<HTMLMediaElement>("video, audio")) each.muted = isOn;
  };
  const note = (isCovered: boolean): void => {
    const fields = new Set([...view.querySelectorAll<HTMLElement>("img, video")].map(fieldOf));
    for (const field of fields) if (isCovered) interacting.covered(field); else interacting.revealed(field);
  };
  return h("div", { class: "actions media-controls", role: "group", "aria-label": t("How pictures and clips are shown") },
    toggle("is-blurred", start.blur > 0, "b", t("Blur")),
    toggle("is-grey", start.grey, "w", t("Black and white")),
    toggle("is-small", start.small, null, t("Small")),
    toggle("is-muted", start.mute, "m", t("Mute")));
}
