/** Places in a text: the browser counts UTF-16 units, answers count characters (Unicode code points). */
export function toPoints(text: string, units: number): number { return [...text.slice(0, units)].length; }

export function toUnits(text: string, points: number): number {
  let units = 0;
  for (const character of text) {
    if (points-- <= 0) break;
    units += character.length;
  }
  return units;
}

export interface Piece { start: number; end: number }

/** The text in words and what stands between them, cut where spans begin and end. */
export function pieces(text: string, spans: [number, number][], language: string): Piece[] {
  const cuts = new Set([0, text.length, ...spans.flat()]);
  for (const segment of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) cuts.add(segment.index);
  const ordered = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);
  return ordered.slice(1).map((end, nth) => ({ start: ordered[nth]!, end }));
}

/** What the person has selected with the mouse or the finger inside the text, without the space around it. */
export function selectionIn(view: HTMLElement, text: string): [number, number] | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !view.contains(selection.anchorNode) || !view.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const before = range.cloneRange();
  before.selectNodeContents(view);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const chosen = range.toString();
  const from = start + chosen.length - chosen.trimStart().length;
  const to = from + chosen.trim().length;
  return from < to && to <= text.length ? [from, to] : null;
}

interface At { anchor: number; cursor: number; isChosen: boolean }

/** Where an arrow key leads: from word to word, with Shift over a stretch of them; null where the key means something else. */
export function arrow(event: KeyboardEvent, at: At, words: Piece[], view: HTMLElement): { anchor: number; cursor: number } | null {
  const isReversed = getComputedStyle(view).direction === "rtl";
  const steps: Record<string, number> = { ArrowRight: isReversed ? -1 : 1, ArrowLeft: isReversed ? 1 : -1, ArrowDown: 8, ArrowUp: -8, Home: -words.length, End: words.length };
  const by = steps[event.key];
  if (by === undefined || !words.length) return null;
  const place = (unit: number): number => Math.max(0, words.findIndex((word) => word.end > unit));
  const last = words.length - 1;
  if (!at.isChosen) return whole(words[event.key === "End" ? last : event.key === "Home" ? 0 : place(at.cursor)]!);
  const isForward = at.cursor >= at.anchor;
  const here = place(isForward ? at.cursor - 1 : at.cursor);
  const next = words[Math.min(last, Math.max(0, here + by))]!;
  if (!event.shiftKey) return whole(next);
  const first = words[place(isForward ? at.anchor : at.anchor - 1)]!;
  return next.start >= first.start ? { anchor: first.start, cursor: next.end } : { anchor: first.end, cursor: next.start };
}

function whole(word: Piece): { anchor: number; cursor: number } { return { anchor: word.start, cursor: word.end }; }
