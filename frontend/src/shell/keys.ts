/** One key, one visible control: elements with data-key are pressed by that key; `?` lists them all. */
export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isForPage(event)) return;
    const control = controlOf(event.key);
    if (!control) return;
    event.preventDefault();
    press(control);
  });
  document.getElementById("keys")?.addEventListener("toggle", listKeys);
}

/** Whether a key press means the page, and not a text that is being typed or an open dialog. */
export function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const target = event.target as HTMLElement | null;
  return !isTyping(target) && document.querySelector("dialog[open]") === null;
}

export function isTyping(target: HTMLElement | null): boolean {
  if (!target) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

export function controlOf(key: string): HTMLElement | null {
  const wanted = `[data-key="${CSS.escape(key.length === 1 ? key.toLowerCase() : key)}"]`;
  const found = [...document.querySelectorAll<HTMLElement>(wanted)];
  return found.find((each) => each.checkVisibility() && !(each as HTMLButtonElement).disabled) ?? null;
}

function press(control: HTMLElement): void {
  if (control instanceof HTMLInputElement && !["checkbox", "radio"].includes(control.type)) control.focus();
  else control.click();
}

function listKeys(): void {
  const list = document.getElementById("keys-list");
  if (!list) return;
  list.replaceChildren();
  for (const control of document.querySelectorAll<HTMLElement>("[data-key]")) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest("dialog")) continue;
    const term = document.createElement("dt");
    const key = document.createElement("kbd");
    key.textContent = control.dataset["key"] ?? "";
    term.append(key);
    const meaning = document.createElement("dd");
    meaning.textContent = nameOf(control);
    list.append(term, meaning);
  }
}

function nameOf(control: HTMLElement): string {
  const label = control instanceof HTMLInputElement ? control.labels?.[0] : null;
  const copy = (label ?? control).cloneNode(true) as HTMLElement;
  for (const each of copy.querySelectorAll("kbd, svg, [aria-hidden]")) each.remove();
  return control.getAttribute("aria-label") ?? (copy.textContent ?? "").trim().replace(/\s+/g, " ");
}
