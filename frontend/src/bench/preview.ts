import { Interacting } from "./interactions.ts";
import { taskView } from "./task.ts";
import type { Answers, Content, Schema, Task } from "./types.ts";
import { Walk } from "./walk.ts";

/** A task as a contributor would see it, to be tried out, beginning with what was `given` before: questions come and go, the keys press their answers, and nothing is sent anywhere. */
export function showPreview(place: HTMLElement, schema: Schema, content: Content, html: Record<string, string> = {}, given: Answers = {}): Answers {
  const answers: Answers = structuredClone(given);
  const task = { claim: "", task: "preview", project: { uid: "", name: "" }, stage: "", expires_at: "", content, html, schema_version: "",
    guideline_version: null, attempt: 1, idle_cut_seconds: 60, severity: 0, draft: null, suggestion: null } satisfies Task;
  const nothing = (): void => undefined;
  place.classList.add("bench");
  place.replaceChildren(...taskView({ task, schema, answers, person: "preview", interacting: new Interacting({}, nothing, nothing),
    changed: nothing, submit: nothing, skip: nothing, guideline: nothing, ask: nothing, report: nothing }));
  const walk = new Walk(place, schema, task, answers);
  walk.mark();
  place.addEventListener("focusin", (event) => { walk.follow(event.target as Element); });
  place.addEventListener("keydown", (event) => { if (isForOptions(event) && walk.press(event.key)) event.preventDefault(); });
  return answers;
}

/** A key that presses an answer, and not a text that is being typed. */
function isForOptions(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const isText = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["radio", "checkbox"].includes(target.type));
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey && !isText;
}
