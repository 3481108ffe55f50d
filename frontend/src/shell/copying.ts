/** Buttons with data-copy put that text, or the text of the element it names with #, into the clipboard. */
export function startCopying(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (button) void copy(button);
  });
}

async function copy(button: HTMLElement): Promise<void> {
  const wanted = button.dataset["copy"] ?? "";
  const text = wanted.startsWith("#") ? (document.querySelector(wanted)?.textContent ?? "") : wanted;
  await navigator.clipboard.writeText(text.trim());
  const said = button.querySelector("[data-copied]");
  if (!said) return;
  const before = said.textContent;
  said.textContent = said.getAttribute("data-copied");
  window.setTimeout(() => (said.textContent = before), 1500);
}
