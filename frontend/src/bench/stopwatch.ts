/** Active seconds: the clock stops when nothing is pressed for `idleCut` seconds, and while the page is hidden. */
export class Stopwatch {
  private seconds: number;
  private last: number;
  private seen: number;
  private isHidden = false;

  constructor(private readonly idleCut: number, start: number, private readonly clock: () => number = () => performance.now()) {
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
    return (this.clock() - this.seen) / 1000;
  }

  hide(isHidden: boolean): void {
    this.touch();
    this.isHidden = isHidden;
  }

  /** The active seconds so far. Reading is no sign of life. */
  read(): number {
    const open = this.isHidden ? 0 : Math.min((this.clock() - this.last) / 1000, this.idleCut);
    return Math.round((this.seconds + open) * 10) / 10;
  }

  private count(now: number): void {
    if (!this.isHidden) this.seconds += Math.min((now - this.last) / 1000, this.idleCut);
    this.last = now;
  }
}
