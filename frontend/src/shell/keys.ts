/** One key, one visible control: elements with data-key are pressed by that key; `?` lists them all. */
export function startKeys(): void {
  document.addEventListener("keydown", hear);
  document.dispatchEvent(new CustomEvent("keyswanted", { detail: hear }));
  document.getElementById("keys")?.addEventListener("toggle", listKeys);
}

function hear(event: KeyboardEvent): void {
  if (isSearch(event)) return openSearch(event);
  if (event.defaultPrevented || event.repeat || !isForPage(event) || isOwnEnter(event)) return;
  const control = lettersOf(event).map(controlOf).find(Boolean);
  if (!control) return;
  event.preventDefault();
  press(control);
}

/** Ctrl+K, or Cmd+K, presses the search of the header, also while one types. */
function isSearch(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
}

function openSearch(event: KeyboardEvent): void {
  const search = document.querySelector<HTMLElement>("[data-search]");
  if (!search || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  search.click();
}

/** The key as typed, then, for layouts without Latin letters or with digits on Shift, as it is printed on most keyboards. */
export function lettersOf(event: Pick<KeyboardEvent, "key" | "code">): string[] {
  const printed = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code)?.[1]?.toLowerCase();
  const isLatin = /^[a-z]$/i.test(event.key);
  return printed && !isLatin && printed !== event.key ? [event.key, printed] : [event.key];
}

/** Enter on a button, a link or something that opens means that, and not the page's main button. */
function isOwnEnter(event: KeyboardEvent): boolean {
  return event.key === "Enter" && (event.target as Element).closest("button, a[href], summary") !== null;
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
  const open = found.filter((each) => each.checkVisibility() && !(each as HTMLButtonElement).disabled);
  return open.find((each) => each.closest("main")) ?? open[0] ?? null; // The page's own comes before the header's.
}

function press(control: HTMLElement): void {
  if (isTyping(control)) control.focus();
  else control.click();
  if (control.tagName === "SUMMARY") control.focus(); // What it opens is the next thing by Tab.
}

/** Whatever shows a key is listed, also what a page presses by itself; `data-key-listed` names further keys. */
function listKeys(): void {
  const list = document.getElementById("keys-list");
  if (!list) return;
  list.replaceChildren();
  for (const control of document.querySelectorAll<HTMLElement>("[data-key], [data-key-listed], :is(label, button):has(> kbd)")) {
    const shown = control.querySelector(":scope > kbd") ?? control;
    const isSeen = (control.dataset["key"] ? control : shown).checkVisibility({ visibilityProperty: true });
    if (!isSeen || control.closest("dialog")) continue;
    const term = document.createElement("dt");
    const keys = [control.dataset["key"] ?? shown.textContent, ...(control.dataset["keyListed"]?.split(" ") ?? [])].filter((each) => each);
    keys.forEach((name, nth) => {
      const key = document.createElement("kbd");
      key.textContent = name.replace(/^[a-z]$/, (letter) => letter.toUpperCase());
      term.append(nth ? " " : "", key);
    });
    const meaning = document.createElement("dd");
    meaning.textContent = nameOf(control);
    list.append(term, meaning);
  }
}

function isField(control: HTMLElement): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement;
}

function nameOf(control: HTMLElement): string {
  const label = isField(control) ? control.labels?.[0] : null;
  const copy = (label ?? control).cloneNode(true) as HTMLElement;
  for (const each of copy.querySelectorAll("kbd, svg, [aria-hidden]")) each.remove();
  return control.getAttribute("aria-label") ?? (copy.textContent ?? "").trim().replace(/\s+/g, " ");
}
