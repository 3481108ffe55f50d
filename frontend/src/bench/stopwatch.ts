/** Active seconds: the clock stops when nothing is pressed for `idleCut` seconds, and while the page is hidden. */
export class Stopwatch {
  private seconds: number;
  private last: number;
  private isHidden = false;

  constructor(private readonly idleCut: number, start: number, private readonly clock: () => number = () => performance.now()) {
    this.seconds = start;
    this.last = this.clock();
  }

  /** Something happened: time since the last sign of life counts, but never more than the cut. */
  touch(): void {
    const now = this.clock();
    if (!this.isHidden) this.seconds += Math.min((now - this.last) / 1000, this.idleCut);
    this.last = now;
  }

  hide(isHidden: boolean): void {
    this.touch();
    this.isHidden = isHidden;
  }

  read(): number {
    this.touch();
    return Math.round(this.seconds * 10) / 10;
  }
}
