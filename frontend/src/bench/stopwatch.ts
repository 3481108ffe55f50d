// A page that is hidden so soon after a link was opened is hidden by what the link opened.
const BY_THE_LINK = 3;

/**
 * Active seconds: a gap between two signs of life counts up to `idleCut`, and not at all while the page is hidden.
 * Handling is also what a clip plays, what an opened link takes up to the cut, and what the guideline beside the task takes to read.
 */
export class Stopwatch {
  private seconds: number;
  private last: number;
  private seen: number;
  private openedAt = -Infinity;
  private nPlaying = 0;
  private readSeconds = 0;
  private shown: "here" | "away" | "link" = "here";

  constructor(
    private readonly idleCut: number, start: number, private readonly clock: () => number = () => performance.now(),
    private readonly reading: () => number = () => 0,
  ) {
    this.seconds = start;
    this.last = this.seen = this.clock();
  }

  /** Something happened: time since the last sign of life counts, but never more than the cut. */
  touch(): void {
    const now = this.clock();
    this.count(now);
    this.seen = now;
  }

  /** How long ago the last sign of life was. */
  quietSeconds(): number {
    return this.nPlaying > 0 ? 0 : (this.clock() - this.seen) / 1000;
  }

  hide(isHidden: boolean): void {
    this.touch();
    const isByLink = (this.clock() - this.openedAt) / 1000 <= BY_THE_LINK;
    this.shown = !isHidden ? "here" : isByLink ? "link" : "away";
  }

  /** A link of the task was opened: its page is part of the work. */
  open(): void {
    this.touch();
    this.openedAt = this.clock();
  }

  /** A clip begins or ends to play: meanwhile everything counts, also what is only heard. */
  play(isPlaying: boolean): void {
    this.touch();
    this.nPlaying = Math.max(0, this.nPlaying + (isPlaying ? 1 : -1));
  }

  /** The active seconds so far. Reading is no sign of life. */
  read(): number {
    return Math.round((this.seconds + this.counted(this.clock())) * 10) / 10;
  }

  private count(now: number): void {
    const counted = this.counted(now);
    this.seconds += counted;
    this.readSeconds += Math.max(0, this.nPlaying > 0 ? 0 : counted - this.idleCut);
    this.last = now;
  }

  private counted(now: number): number {
    const passed = (now - this.last) / 1000;
    if (this.nPlaying > 0) return passed;
    if (this.shown === "away") return 0;
    const toRead = this.shown === "here" ? Math.max(0, this.reading() - this.readSeconds) : 0;
    return Math.min(passed, this.idleCut + toRead);
  }
}
