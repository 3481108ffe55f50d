import { howMany, overlap } from "./checks.ts";
import { h } from "./dom.ts";
import { keyShown, nameOf } from "./inputs.ts";
import { arrow, pieces, selectionIn, toPoints, toUnits } from "./marking.ts";
import type { Asking, Set } from "./questions.ts";
import { keyed, place, textOf, type Slot } from "./schema.ts";
import type { Span, Value } from "./types.ts";
import { say, t, tag } from "./words.ts";

/** The text in which spans are marked, and beside it the labels and what is marked so far. */
export function spanInput(slot: Slot, asking: Asking, given: Value | undefined, set: Set): { text: HTMLElement; marks: HTMLElement } {
  const source = textOf(asking.schema, slot.question, asking.content, slot.subject);
  const labels = keyed(slot.question);
  const [, most] = howMany(slot.question);
  let spans = ((given as Span[] | undefined) ?? []).filter((span) => span.end <= toPoints(source, source.length));
  let anchor = 0;
  let cursor = 0;
  let isChosen = false; // Whether a stretch of the text is chosen, from anchor to cursor.

  const text = h("div", { class: "span-text content-text", tabindex: 0, role: "listbox", "aria-multiselectable": "true", dir: "auto", "data-place": place(slot),
    "aria-label": t("Text to mark"), onkeydown: (event) => key(event as KeyboardEvent), onfocus: () => show() });
  const list = h("ul", { class: "marked" });
  const note = h("p", { class: "hint", role: "status" });
  const buttons = labels.map((label, nth) => h("button", { type: "button", class: `option mark-${nth % 6}`, "data-entry": nth === 0, onclick: () => mark(label.id) },
    h("span", { class: "swatch", "aria-hidden": "true" }), nameOf(label), keyShown(label.hotkey)));

  const units = (span: Span): [number, number] => [toUnits(source, span.start), toUnits(source, span.end)];
  const chosen = (): [number, number] => [Math.min(anchor, cursor), Math.max(anchor, cursor)];
  const cuts = (): { start: number; end: number }[] => pieces(source, spans.map(units), tag());
  const say_ = (sentence: string): void => { note.textContent = sentence; };

  const show = (): void => {
    const [from, to] = chosen();
    text.replaceChildren(...cuts().flatMap((piece): (HTMLElement | Text)[] => {
      const covering = spans.filter((span) => { const [start, end] = units(span); return start <= piece.start && piece.end <= end; });
      const last = covering[covering.length - 1];
      const isIn = isChosen && from < piece.end && piece.start < to;
      const content = source.slice(piece.start, piece.end);
      if (!content.trim() && !covering.length) return [document.createTextNode(content)];
      const at = labels.findIndex((label) => label.id === last?.label);
      return [h("span", { role: "option", "data-start": piece.start, id: `${place(slot)}-${piece.start}`, "aria-selected": String(isIn), class: at < 0 ? null : `marked-piece mark-${at % 6}`,
        "data-nested": covering.length > 1, "data-chosen": isIn, "aria-label": last ? `${content}, ${say(labels[at]?.label)}` : null }, content)];
    }));
    const active = isChosen ? text.querySelector(`[data-start="${pieceAt(cursor > anchor ? cursor - 1 : cursor)?.start}"]`) : null;
    if (active) text.setAttribute("aria-activedescendant", active.id);
    else text.removeAttribute("aria-activedescendant");
    list.replaceChildren(...spans.map(row));
  };
  const pieceAt = (unit: number): { start: number; end: number } | undefined => cuts().find((piece) => piece.start <= unit && unit < piece.end);
  const row = (span: Span): HTMLElement => {
    const label = labels.find((each) => each.id === span.label);
    const words = source.slice(...units(span));
    return h("li", {}, h("span", { class: `swatch mark-${Math.max(0, labels.findIndex((each) => each.id === span.label)) % 6}`, "aria-hidden": "true" }),
      h("q", { dir: "auto" }, words), " ", h("span", { class: "quiet-text" }, say(label?.label)),
      h("button", { type: "button", class: "btn btn-quiet", "aria-label": t("Remove {name}", { name: words }), onclick: () => take(spans.filter((each) => each !== span)) }, "×"));
  };
  const take = (next: Span[]): void => {
    spans = next.sort((a, b) => a.start - b.start || a.end - b.end);
    set(spans.length ? spans : undefined);
    show();
  };
  const mark = (label: string): void => {
    if (!isChosen) { say_(t("Choose words of the text first, then their label.")); text.focus({ preventScroll: true }); return; }
    const [from, to] = chosen();
    const added = { start: toPoints(source, from), end: toPoints(source, to), label };
    // The same words with another label are marked anew; where spans must not overlap, so is whatever they touch.
    const kept = spans.filter((span) => !(span.start === added.start && span.end === added.end) && (slot.question.overlap || !overlap([span, added], false)));
    if (kept.length >= most) { say_(t("There are {n} spans, and no more fit.", { n: most })); return; }
    isChosen = false;
    window.getSelection()?.removeAllRanges();
    take([...kept, added]);
    say_(t("{name} is marked.", { name: source.slice(from, to) }));
    text.focus({ preventScroll: true });
  };
  const unmark = (): void => {
    const [from, to] = [toPoints(source, chosen()[0]), toPoints(source, chosen()[1])];
    take(spans.filter((span) => span.end <= from || span.start >= to));
  };
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((event.key === "Backspace" || event.key === "Delete") && isChosen) unmark();
    else if (event.key === "Escape" && isChosen) { isChosen = false; show(); }
    else {
      const next = arrow(event, { anchor, cursor, isChosen }, cuts().filter((piece) => source.slice(piece.start, piece.end).trim()), text);
      if (!next) return;
      ({ anchor, cursor } = next);
      isChosen = true;
      show();
      text.querySelector("[data-chosen]")?.scrollIntoView({ block: "nearest" });
    }
    event.preventDefault();
    event.stopPropagation();
  };
  text.addEventListener("pointerup", () => setTimeout(() => {
    const range = selectionIn(text, source);
    if (!range) return;
    [anchor, cursor] = range;
    isChosen = true;
  }));
  show();
  return { text, marks: h("div", {}, h("p", { class: "hint" }, t("Choose words with the mouse or with ← → and Shift, then press their label.")), ...buttons, note, list) };
}
