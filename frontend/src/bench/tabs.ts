/** Other tabs of the same person hold the same tasks: they hear at once when one is gone. */
export class Tabs {
  private readonly channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("assay.work");

  constructor(gone: (claim: string) => void) {
    this.channel?.addEventListener("message", (event: MessageEvent<string>) => gone(event.data));
  }

  tell(claim: string): void { this.channel?.postMessage(claim); }
}
