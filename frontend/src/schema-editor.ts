import { markSent } from "./editor/drafts.ts";
import { Editor } from "./editor/editor.ts";
import type { Config } from "./editor/types.ts";
import { learn } from "./bench/words.ts";

const config = JSON.parse(document.getElementById("schema-editor-config")?.textContent ?? "null") as Config | null;
if (config && document.getElementById("schema-form")) {
  learn(config.words, config.language);
  new Editor(config);
}
// The step before publishing: what is sent from there is no draft any more once it is in force.
const review = document.querySelector<HTMLFormElement>("form[data-schema-of]");
review?.addEventListener("submit", (event) => {
  const asked = (event as SubmitEvent).submitter as HTMLButtonElement | null;
  if (asked?.value === "publish") markSent(review.dataset["schemaOf"] ?? "");
});
