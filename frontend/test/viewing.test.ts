import assert from "node:assert/strict";
import { test } from "vitest";
import { Interacting } from "../src/bench/interactions.ts";
import { beginning } from "../src/bench/viewing.ts";

const COVERED = { blur: 55, grey: true, mute: true, small: true };
const OPEN = { blur: 0, grey: false, mute: false, small: false };

test("what is hard to look at begins as the person chose, and what a project covers is covered for everybody", () => {
  assert.deepEqual(beginning({}, 0, COVERED), OPEN);
  assert.deepEqual(beginning({}, 1, COVERED), COVERED);
  assert.deepEqual(beginning({}, 4, OPEN), OPEN);
  assert.deepEqual(beginning({ blur: true, greyscale: true }, 0, COVERED), { blur: 55, grey: true, mute: false, small: false });
  assert.deepEqual(beginning({ blur: true, mute: true }, 4, OPEN), { blur: 55, grey: false, mute: true, small: false });
});

test("each look at something covered is counted, and its time until it is covered or the answer is given", () => {
  let at = 0;
  const interacting = new Interacting({}, () => undefined, () => undefined, () => at);

  interacting.revealed("picture");
  at = 2_000;
  interacting.revealed("picture");
  at = 4_500;
  interacting.covered("picture");
  at = 9_000;
  interacting.covered("picture");
  interacting.revealed("clip");
  at = 10_000;

  assert.deepEqual(interacting.settle(), { picture: { reveals: 2, revealed_seconds: 4.5 }, clip: { reveals: 1, revealed_seconds: 1 } });
  assert.deepEqual(interacting.settle().clip, { reveals: 1, revealed_seconds: 1 });
});
