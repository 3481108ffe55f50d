import assert from "node:assert/strict";
import { test } from "vitest";
import { firstOpen, keyed, read, slots, write } from "../src/bench/schema.ts";
import { Stopwatch } from "../src/bench/stopwatch.ts";
import type { Answers, Schema, Task } from "../src/bench/types.ts";

const schema: Schema = {
  title: "T",
  content: [{ kind: "results", field: "results", query: "query" }],
  questions: [
    { id: "grade", kind: "scale", label: "Grade", min: 0, max: 3, per: "results" },
    { id: "best", kind: "choice", label: "Best", options: [{ id: "a", label: "A" }, { id: "b", label: "B", hotkey: "1" }, { id: "c", label: "C", retired: true }] },
    { id: "why", kind: "text", label: "Why", required: false },
  ],
};
const task = { content: { query: "q", results: [{ id: "r1" }, { id: "r2" }] } } as unknown as Task;

test("options without a key get the first free one, retired ones are not shown", () => {
  assert.deepEqual(keyed(schema.questions[1]!).map((each) => [each.id, each.hotkey]), [["a", "2"], ["b", "1"]]);
});

test("questions per result come first, one for each result", () => {
  assert.deepEqual(slots(schema, task).map((each) => [each.question.id, each.subject]), [["grade", "r1"], ["grade", "r2"], ["best", null], ["why", null]]);
});

test("the keys go to the first thing that still needs an answer", () => {
  const answers: Answers = {};
  const order: string[] = [];
  for (let open = firstOpen(schema, task, answers); open; open = firstOpen(schema, task, answers)) {
    order.push(`${open.question.id}/${open.subject}`);
    write(answers, open, open.question.kind === "scale" ? 0 : "a");
  }
  assert.deepEqual(order, ["grade/r1", "grade/r2", "best/null"]);
  assert.deepEqual(answers, { grade: { r1: 0, r2: 0 }, best: "a" });
  assert.equal(read(answers, { question: schema.questions[0]!, subject: "r2" }), 0);
});

test("idle time beyond the cut and hidden time do not count", () => {
  let now = 0;
  const watch = new Stopwatch(60, 5, () => now);
  now = 10_000; watch.touch();
  now = 500_000; watch.touch();
  watch.hide(true); now = 600_000; watch.hide(false);
  now = 601_000;
  assert.equal(watch.read(), 5 + 10 + 60 + 1);
});
