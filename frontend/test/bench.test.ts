import assert from "node:assert/strict";
import { test } from "vitest";
import { Drafts } from "../src/bench/drafts.ts";
import { leaseState, span } from "../src/bench/lease.ts";
import { slots, write } from "../src/bench/schema.ts";
import { Stopwatch } from "../src/bench/stopwatch.ts";
import type { Answers, Schema, Task } from "../src/bench/types.ts";
import { nextOf } from "../src/bench/walk.ts";
import { learn, locale, say, t } from "../src/bench/words.ts";
import { lettersOf } from "../src/shell/keys.ts";
import type { Api } from "../src/bench/api.ts";
import { Memory } from "./memory.ts";

const task = { task: "t1", schema_version: "v1", claim: "c1", draft: null, suggestion: null } as unknown as Task;
const drafts = (person: string, store: Storage): Drafts => new Drafts({} as Api, person, () => undefined, store);

test("a draft is found again by the same person and by nobody else", () => {
  globalThis.window = { setTimeout: () => 0 } as unknown as Window & typeof globalThis;
  const store = new Memory();

  drafts("ana", store).keep(task, { match: "yes" }, () => 7);

  assert.deepEqual({ ...drafts("ana", store).recall(task), at: 0 }, { answers: { match: "yes" }, seconds: 7, at: 0 });
  assert.deepEqual(drafts("ade", store).recall(task), { answers: {}, seconds: 0 });
});

test("the server's draft is taken where the browser has none, but not that of other questions", () => {
  const of = (version: string): Task => ({ ...task, draft: { answers: { match: "no" }, handling_seconds: 3, schema_version: version } });

  assert.deepEqual(drafts("ana", new Memory()).recall(of("v1")), { answers: { match: "no" }, seconds: 3 });
  assert.deepEqual(drafts("ana", new Memory()).recall(of("v0")), { answers: {}, seconds: 3 });
});

test("what a machine suggests is taken only where nothing was typed, and is told as such", () => {
  const suggested = { ...task, suggestion: { answers: { match: "yes" } } };
  const typed = { ...suggested, draft: { answers: {}, handling_seconds: 2, schema_version: "v1" } };

  assert.deepEqual(drafts("ana", new Memory()).recall(suggested), { answers: { match: "yes" }, seconds: 0, isSuggested: true });
  assert.deepEqual(drafts("ana", new Memory()).recall(typed), { answers: {}, seconds: 2 });
});

test("drafts that are a week old or broken are swept away", () => {
  const store = new Memory();
  store.setItem("assay.draft.ana.old.v1", JSON.stringify({ answers: {}, seconds: 1, at: Date.now() - 8 * 86_400_000 }));
  store.setItem("assay.draft.ana.broken.v1", "{");
  store.setItem("assay.draft.ana.new.v1", JSON.stringify({ answers: {}, seconds: 1, at: Date.now() }));
  store.setItem("assay-theme", "dark");

  drafts("ana", store);

  assert.deepEqual([store.key(0), store.key(1), store.length], ["assay.draft.ana.new.v1", "assay-theme", 2]);
});

test("a lease is renewed for who works, and who is away is warned", () => {
  const cases: [number, boolean, string][] = [
    [1200, true, "fine"], [601, true, "fine"], [600, true, "renew"], [10, true, "renew"],
    [600, false, "fine"], [301, false, "fine"], [300, false, "warn"], [1, false, "warn"], [0, false, "ended"], [0, true, "ended"],
  ];

  assert.deepEqual(cases.map(([left, isActive]) => leaseState(left, 1200, isActive)), cases.map((each) => each[2]));
  assert.deepEqual([leaseState(16, 60, false), leaseState(15, 60, false)], ["fine", "warn"]);
});

test("the time that is left is told in the largest unit that says enough", () => {
  assert.deepEqual([30, 90, 7_100, 7_200, 172_700, 259_200].map(span), ["30 s", "2 min", "118 min", "2 h", "48 h", "3 d"]);
});

test("the keys go down the list, then back to what was left out, and never stop at an optional text", () => {
  const schema: Schema = { title: "", content: [{ kind: "results", field: "results" }], questions: [
    { id: "grade", kind: "scale", label: "", min: 0, max: 3, per: "results" },
    { id: "flags", kind: "multi_choice", label: "", required: false, options: [{ id: "a", label: "" }] },
    { id: "why", kind: "text", label: "", required: false },
  ] };
  const order = slots(schema, { content: { results: [{ id: "r1" }, { id: "r2" }] } } as unknown as Task);
  const answers: Answers = {};
  const next = (nth: number): string | null => {
    const slot = nextOf(order, order[nth]!, answers);
    return slot && `${slot.question.id}/${slot.subject}`;
  };

  write(answers, order[1]!, 2);
  assert.equal(next(1), "flags/null");
  write(answers, order[2]!, ["a"]);
  assert.equal(next(1), "grade/r1");
  write(answers, order[0]!, 0);
  assert.equal(next(0), null);
});

test("reading the stopwatch is no sign of life", () => {
  let now = 0;
  const watch = new Stopwatch(60, 0, () => now);

  now = 50_000;
  assert.deepEqual([watch.read(), watch.quietSeconds()], [50, 50]);
  now = 500_000;
  assert.deepEqual([watch.read(), watch.quietSeconds()], [60, 500]);
  watch.touch();
  assert.deepEqual([watch.read(), watch.quietSeconds()], [60, 0]);
});

test("a gap counts up to the cut, and a hidden page not at all", () => {
  let now = 0;
  const watch = new Stopwatch(60, 10, () => now);

  now = 20_000;
  watch.hide(true);
  now = 900_000;
  assert.equal(watch.read(), 30);
  watch.hide(false);
  now = 905_000;
  assert.equal(watch.read(), 35);
});

test("an opened link counts up to the cut while its page hides this one, but only what it hid itself", () => {
  const away = (waited: number): number => {
    let now = 0;
    const watch = new Stopwatch(60, 0, () => now);
    watch.open();
    now += waited;
    watch.hide(true);
    now += 40_000;
    watch.hide(false);
    now += 1000;
    watch.hide(true);
    now += 500_000;
    watch.hide(false);
    return watch.read();
  };

  assert.deepEqual([away(500), away(10_000)], [41.5, 11]);
});

test("a clip that plays counts in full, also while it is only heard", () => {
  let now = 0;
  const watch = new Stopwatch(60, 0, () => now);

  watch.play(true);
  now = 100_000;
  watch.hide(true);
  now = 300_000;
  assert.deepEqual([watch.read(), watch.quietSeconds()], [300, 0]);
  watch.play(false);
  now = 400_000;
  assert.equal(watch.read(), 300);
});

test("a guideline beside the task counts for as long as it takes to read, once", () => {
  let now = 0;
  const watch = new Stopwatch(60, 0, () => now, () => 90);

  now = 100_000;
  watch.touch();
  assert.equal(watch.read(), 100);
  now = 300_000;
  watch.touch();
  assert.equal(watch.read(), 100 + 60 + 50);
  now = 500_000;
  assert.equal(watch.read(), 210 + 60);
});

test("keys work on layouts without Latin letters and with digits on Shift", () => {
  assert.deepEqual(lettersOf({ key: "ش", code: "KeyA" }), ["ش", "a"]);
  assert.deepEqual(lettersOf({ key: "&", code: "Digit1" }), ["&", "1"]);
  assert.deepEqual(lettersOf({ key: "2", code: "Digit2" }), ["2"]);
  assert.deepEqual(lettersOf({ key: "a", code: "KeyQ" }), ["a"]);
  assert.deepEqual(lettersOf({ key: "Enter", code: "Enter" }), ["Enter"]);
});

test("a schema that knows a narrower language than the page is said in that one", () => {
  learn({}, "pt");
  assert.deepEqual([say({ en: "Yes", "pt-BR": "Sim" }), say({ en: "Yes", "pt-BR": "Sim", pt: "É" }), say({ en: "Yes", pta: "x" })], ["Sim", "É", "Yes"]);
});

test("dates and figures have the calendar and the digits of the pages around", () => {
  const day = new Date(2026, 2, 5);

  for (const [language, shown] of [["th", "5/3/2026"], ["ar", "5\u200f/3\u200f/2026"], ["ja", "2026/3/5"]] as const) {
    learn({}, language);
    assert.equal(day.toLocaleDateString(locale()), shown);
  }
  learn({}, "hi");
  assert.equal((1234567).toLocaleString(locale()), "12,34,567");
});

test("sentences are said in the person's language, and schemas in the nearest one", () => {
  learn({ "{n} s": "{n} Sek." }, "pt-br");

  assert.deepEqual([t("{n} s", { n: 3 }), t("Skip")], ["3 Sek.", "Skip"]);
  assert.deepEqual([say({ pt: "Sim", en: "Yes" }), say({ en: "Yes", de: "Ja" }), say({ de: "Ja" }), say("Yes")], ["Sim", "Yes", "Ja", "Yes"]);
});
