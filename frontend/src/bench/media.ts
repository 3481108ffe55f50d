import { h } from "./dom.ts";
import type { Interacting } from "./interactions.ts";
import type { Block } from "./types.ts";
import { say, t } from "./words.ts";

/** Where content is loaded from: an address, or a stored file by its digest. Anything else is not loaded. */
export function source(address: string): string {
  if (address.startsWith("sha256:")) return `/files/${address.slice(7)}`;
  return /^https?:\/\//i.test(address) ? address : "";
}

export function picture(address: string, alt: string): HTMLElement {
  const image = h("img", { class: "content-image", src: source(address), alt, loading: "eager", referrerpolicy: "no-referrer",
    onerror: () => image.replaceWith(h("p", { class: "problem", dir: "auto" }, t("This picture cannot be loaded: {address}", { address }))) });
  return image;
}

const ENOUGH = 0.95; // Of a clip's length: players stop a moment before the end.

/** A video or audio with a button that plays it; how much of it was played is noted. */
export function clip(block: Block, address: string, interacting: Interacting, isFirst: boolean): HTMLElement {
  const name = say(block.label) || (block.kind === "video" ? t("Video of this task") : t("Audio of this task"));
  const player = h(block.kind === "video" ? "video" : "audio", { src: source(address), controls: true, preload: "metadata", playsinline: true,
    class: "content-clip", "aria-label": name }) as HTMLMediaElement;
  const words = h("span", {}, t("Play"));
  const button = h("button", { type: "button", class: "btn", "data-key": isFirst ? "p" : null, onclick: () => (player.paused ? void player.play() : player.pause()) },
    words, isFirst ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, "P") : null);
  const state = h("span", { class: "quiet-text", role: "status" }, block.must ? t("Play this to its end before you answer.") : "");
  const problem = h("p", { class: "problem", hidden: true });
  const tell = (): void => {
    const seconds = lengthOf(player.played);
    const isPlayed = player.ended || (Number.isFinite(player.duration) && player.duration > 0 && seconds >= ENOUGH * player.duration);
    if (isPlayed && block.must) { state.textContent = t("Played."); clearProblem(problem); }
    interacting.played(block.field, seconds, isPlayed);
  };
  if (block.must && interacting.isDone(block)) state.textContent = t("Played.");
  player.addEventListener("timeupdate", tell);
  player.addEventListener("ended", tell);
  player.addEventListener("play", () => { words.textContent = t("Pause"); });
  player.addEventListener("pause", () => { words.textContent = t("Play"); });
  player.addEventListener("error", () => { problem.textContent = t("This cannot be played: {address}", { address }); problem.hidden = false; });
  return h("div", {}, player, h("div", { class: "actions" }, button, state), problem);
}

function clearProblem(near: HTMLElement): void {
  const problem = near.closest(".content-block")?.querySelector<HTMLElement>(":scope > .problem");
  if (problem) problem.hidden = true;
}

function lengthOf(ranges: TimeRanges): number {
  let seconds = 0;
  for (let nth = 0; nth < ranges.length; nth++) seconds += ranges.end(nth) - ranges.start(nth);
  return seconds;
}

/** A link with a button's key; that it was opened is noted. */
export function link(block: Block, value: unknown, interacting: Interacting, isFirst: boolean): HTMLElement {
  const { url, title } = typeof value === "object" && value !== null ? (value as { url: string; title?: string }) : { url: String(value), title: undefined };
  const state = h("span", { class: "quiet-text", role: "status" }, block.must && !interacting.isDone(block) ? t("Open the link before you answer.") : interacting.isDone(block) ? t("Opened.") : "");
  const open = h("a", { class: "btn", href: source(url) || null, target: "_blank", rel: "noopener noreferrer", "data-key": isFirst ? "o" : null,
    onclick: () => { state.textContent = t("Opened."); interacting.opened(block.field); clearProblem(open); } },
    t("Open the link"), isFirst ? h("kbd", { class: "only-keyboard", "aria-hidden": "true" }, "O") : null);
  return h("div", {}, title ? h("p", { class: "mb-1", dir: "auto" }, title) : null, h("p", { class: "url", dir: "ltr" }, url), h("div", { class: "actions" }, open, state));
}
