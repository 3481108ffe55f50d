import assert from "node:assert/strict";
import { test } from "vitest";
import { accepted } from "../src/bench/accepted.ts";
import type { Question } from "../src/bench/types.ts";

const grade: Question = { id: "grade", kind: "scale", label: "Grade", per: "results", labels: { 0: "Off topic", 2: "Close", 3: "Exactly" } };
const tags: Question = { id: "tags", kind: "multi_choice", label: "Tags", options: [{ id: "a", label: "Red" }, { id: "b", label: "Blue" }] };

test.each<[Question, unknown, string]>([
  [grade, [{ r1: 3, r2: 2 }, { r1: 3, r2: 0 }], "r1: 3 · Exactly; r2: 2 · Close or 0 · Off topic"],
  [grade, [{ r1: 3 }], "r1: 3 · Exactly"],
  [tags, [["a", "b"], ["a"]], "Red, Blue or Red"],
  [{ ...grade, per: undefined }, [2, 3], "2 · Close or 3 · Exactly"],
  [tags, ["b"], "Blue"],
])("accepted answers are said once, the alternatives beside each other: %#", (question, answers, sentence) => {
  assert.equal(accepted(question, answers), sentence);
});
