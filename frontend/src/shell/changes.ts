/** Buttons under data-changes walk through what was added and taken out; the one that is shown is marked and counted. */
export function startChanges(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-changes] [data-step]");
    if (button) walk(button, Number(button.dataset["step"]));
  });
}

function walk(button: HTMLElement, step: number): void {
  const changes = changesOf(button.closest("main") ?? document.body);
  if (changes.length === 0) return;
  const at = changes.findIndex((each) => each.classList.contains("is-shown"));
  const next = at < 0 ? (step > 0 ? 0 : changes.length - 1) : (at + step + changes.length) % changes.length;
  for (const each of document.querySelectorAll(".part-change .is-shown")) each.classList.remove("is-shown");
  const shown = changes[next];
  shown?.classList.add("is-shown");
  shown?.scrollIntoView({ block: "center" });
  const said = button.closest("[data-changes]")?.querySelector<HTMLElement>("[data-said]");
  if (said) said.textContent = (said.dataset["said"] ?? "").replace("{nth}", String(next + 1)).replace("{n}", String(changes.length));
}

/** What was taken out and what came in its place is one change. */
function changesOf(page: Element): Element[] {
  const marks = [...page.querySelectorAll(".part-change ins, .part-change del")];
  return marks.filter((mark) => !(mark.tagName === "INS" && follows(mark)));
}

function follows(mark: Element): boolean {
  const before = mark.previousSibling;
  return before instanceof Element && before.tagName === "DEL";
}
