import { readFileSync, writeFileSync } from "node:fs";
import { test } from "vitest";
import { validate } from "../src/bench/checks.ts";
import type { Content, Schema } from "../src/bench/types.ts";

const file = process.env["ASSAY_CASES"];

// For a test in Python: a file with cases [schema, answers, content] gets one beside it with their problems as [field, code].
test.skipIf(!file)("problems of the cases in a file", () => {
  const cases = JSON.parse(readFileSync(file!, "utf8")) as [Schema, unknown, Content][];
  const found = cases.map(([schema, answers, content]) => validate(schema, answers, content).map((reason) => [reason.field, reason.code]));
  writeFileSync(`${file}.found`, JSON.stringify(found));
});
