import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { validate } from "../src/bench/checks.ts";
import { askedOnly } from "../src/bench/conditions.ts";
import { nodes, onlyAsked, place, slots } from "../src/bench/schema.ts";
import type { Answers, Content, Schema, Task } from "../src/bench/types.ts";

interface Vectors { schemas: Record<string, Schema>; contents: Record<string, Content>; vectors: [string, unknown, [string, string][]][] }
const table = new URL("../../tests/projects/rules/answer_vectors.json", import.meta.url);
const { schemas, contents, vectors } = JSON.parse(readFileSync(table, "utf8")) as Vectors;

test.each(vectors)("%s %j has the same problems as on the server", (name, answers, problems) => {
  const found = validate(schemas[name]!, answers, contents[name]!);

  assert.deepEqual(found.map((reason) => [reason.field, reason.code]), problems);
});

test("questions come and go with the answers before them, and what hangs on a hidden one is hidden too", () => {
  const schema = schemas["conditions"]!;
  const order = slots(schema, { content: contents["conditions"]! } as Task);
  const seen = (answers: Answers): string[] => onlyAsked(schema, order, answers).map(place);

  assert.deepEqual(seen({}), ["polite/t1", "polite/t2", "can"]);
  assert.deepEqual(seen({ can: "no", reason: ["language"] }), ["polite/t1", "polite/t2", "can", "reason", "detail"]);
  assert.deepEqual(seen({ can: "yes", reason: ["language"], fit: { r1: 0 } }), ["fit/r1", "flaw/r1", "fit/r2", "polite/t1", "polite/t2", "can"]);
  assert.deepEqual(askedOnly(schema, { can: "yes", reason: ["language"], detail: "x" }), { can: "yes" });
});

test("a tree is read from the top down", () => {
  assert.deepEqual(nodes(schemas["tree"]!.questions[0]!.options!).map((node) => [node.option.id, node.parent, node.level, node.isBranch]),
    [["harm", null, 0, true], ["violence", "harm", 1, true], ["weapons", "violence", 2, false], ["fine", null, 0, false]]);
});
