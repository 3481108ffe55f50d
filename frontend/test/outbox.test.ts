import assert from "node:assert/strict";
import { test } from "vitest";
import { Offline, Refusal, type Api } from "../src/bench/api.ts";
import { Outbox, type About, type Deed } from "../src/bench/outbox.ts";
import { Sender } from "../src/bench/sending.ts";
import { Memory } from "./memory.ts";

const about = (claim: string): About => ({ claim, task: `task of ${claim}`, schema_version: "v1" });
const skip: Deed = { kind: "skip", reason: "other", comment: "", market: "" };
const answer = { kind: "answer", submission: { claim: "c", client_key: "k" } } as unknown as Deed;
const outbox = (store: Storage, person = "ana", clock = (): number => 1000, tab = "tab"): Outbox => new Outbox(person, store, undefined, clock, tab);
const claims = (box: Outbox): string[] => box.list().map((each) => each.claim);

test("what waits keeps its order, also when the clock stands still or goes back", () => {
  const store = new Memory();
  let now = 5000;
  const box = outbox(store, "ana", () => now);

  for (const claim of ["z", "a", "m"]) {
    box.add(about(claim), skip);
    now -= 1000;
  }

  assert.deepEqual(claims(box), ["z", "a", "m"]);
  assert.deepEqual(claims(outbox(store)), ["z", "a", "m"]);
});

test("another person on the same computer sends nothing of it", () => {
  const store = new Memory();
  outbox(store, "ana").add(about("c1"), skip);

  assert.deepEqual([outbox(store, "ade").size, outbox(store, "ana").size], [0, 1]);
});

test("two tabs that add and remove at the same time take nothing from each other", () => {
  const store = new Memory();
  const [one, other] = [outbox(store), outbox(store)];
  one.add(about("c1"), skip);
  const first = one.first()!;

  other.add(about("c2"), skip);
  one.remove(first);

  assert.deepEqual([claims(one), claims(other)], [["c2"], ["c2"]]);
});

/** The browser's locks: one holder of a name at a time, the others wait in line. */
function locks(): { request: LockManager["request"]; free: (name: string) => void } {
  const lines = new Map<string, (() => unknown)[]>();
  const request = async (name: string, work: () => unknown): Promise<void> => {
    const line = lines.get(name) ?? [];
    lines.set(name, [...line, work]);
    if (!line.length) work();
  };
  return { request: request as LockManager["request"], free: (name) => lines.get(name)?.slice(1).forEach((work) => work()) };
}

test("each tab sends its own, and what a closed one has left goes to another", () => {
  const [store, held] = [new Memory(), locks()];
  const [one, other] = ["one", "other"].map((tab) => new Outbox("ana", store, held, () => 1000, tab)) as [Outbox, Outbox];
  one.add(about("c1"), skip);
  other.add(about("c2"), skip);
  const told: string[] = [];

  other.inherit(() => told.push("something"));
  assert.deepEqual([claims(one), claims(other), told], [["c1"], ["c2"], []]);
  assert.deepEqual([...other.ended], ["c1", "c2"]);
  held.free("assay.outbox.ana.tab.one");

  assert.deepEqual([claims(other), told], [["c1", "c2"], ["something"]]);
});

test("a question does not end its task", () => {
  const box = outbox(new Memory());

  box.add(about("c1"), { kind: "question", text: "Why?" });
  box.add(about("c2"), skip);

  assert.deepEqual([...box.ended], ["c2"]);
});

test("where the browser keeps nothing, it is kept for as long as the tab is open", () => {
  class Full extends Memory { override setItem(): void { throw new DOMException("full", "QuotaExceededError"); } }
  const box = outbox(new Full());

  box.add(about("c1"), skip);

  assert.deepEqual(claims(box), ["c1"]);
  box.remove(box.first()!);
  assert.equal(box.size, 0);
});

/** The network's edge: what it is asked, in order; `fails` says what goes wrong. */
function wire(fails: (nth: number) => Error | null): { api: Api; said: unknown[][] } {
  const said: unknown[][] = [];
  const call = async (...asked: unknown[]): Promise<unknown> => {
    const problem = fails(said.length);
    said.push(asked);
    if (problem) throw problem;
    return { tasks: [], receipt: null };
  };
  const api = { step: (_: unknown, n: number) => call("step", n), skip: (claim: string) => call("skip", claim) } as unknown as Api;
  return { api, said };
}

test("without the server the first goes on waiting, and is sent before the second", async () => {
  const box = outbox(new Memory());
  box.add(about("c1"), answer);
  box.add(about("c2"), answer);
  const { api, said } = wire((nth) => (nth === 0 ? new Offline() : null));
  const sender = new Sender(api, box, null, 3);

  await assert.rejects(sender.sendFirst(), Offline);
  assert.deepEqual(claims(box), ["c1", "c2"]);
  const outcomes = [await sender.sendFirst(), await sender.sendFirst(), await sender.sendFirst()];

  assert.deepEqual(outcomes.map((each) => each?.waiting.claim ?? null), ["c1", "c2", null]);
  assert.deepEqual(said, [["step", 0], ["step", 0], ["step", 3]]);
});

test("what is refused waits no longer, and who is signed out signs in first", async () => {
  const box = outbox(new Memory());
  box.add(about("c1"), skip);
  const late = new Refusal(409, [{ code: "work.lease_ended", text: "Too late." }]);
  const { api } = wire((nth) => [new Refusal(401, []), late][nth] ?? null);
  const sender = new Sender(api, box, null, 3);

  await assert.rejects(sender.sendFirst(), Refusal);
  assert.equal(box.size, 1);

  assert.equal((await sender.sendFirst())?.refusal, late);
  assert.equal(box.size, 0);
});
