import { Interacting } from "./interactions.ts";
import { taskView } from "./task.ts";
import type { Answers, Content, Schema, Task } from "./types.ts";
import { Walk } from "./walk.ts";

/** A task as a contributor would see it, to be tried out: questions come and go, and nothing is sent anywhere. */
export function showPreview(place: HTMLElement, schema: Schema, content: Content, html: Record<string, string> = {}): Answers {
  const answers: Answers = {};
  const task = { claim: "", task: "preview", project: { uid: "", name: "" }, stage: "", expires_at: "", content, html, schema_version: "",
    guideline_version: null, attempt: 1, idle_cut_seconds: 60, draft: null } satisfies Task;
  const nothing = (): void => undefined;
  place.classList.add("bench");
  place.replaceChildren(...taskView({ task, schema, answers, person: "preview", interacting: new Interacting({}, nothing, nothing),
    changed: nothing, submit: nothing, skip: nothing, guideline: nothing, ask: nothing, report: nothing }));
  new Walk(place, schema, task, answers).mark();
  return answers;
}
