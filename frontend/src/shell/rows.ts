/**
 * Lists one walks through: buttons with data-row="next", "previous" or "choose" move along the rows of [data-rows] and
 * tick one, data-row="mark" picks the radio of its data-value and goes on; [data-chooses="name"] ticks every row, [data-counts="name"] says how many are ticked.
 */
export function startRows(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (button) act(button.dataset["row"] ?? "", button.dataset["value"] ?? "");
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    if (box.dataset["chooses"]) chooseAll(box.dataset["chooses"], box.checked);
    count();
  });
  count();
}

function act(what: string, value = ""): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-rows] > tr")];
  const at = rows.findIndex((row) => row.classList.contains("is-current"));
  if (what === "choose") return choose(rows[Math.max(at, 0)]);
  if (what === "mark") return mark(rows[Math.max(at, 0)], value);
  const to = Math.min(rows.length - 1, Math.max(0, at + (what === "next" ? 1 : -1)));
  rows[at]?.classList.remove("is-current");
  rows[to]?.classList.add("is-current");
  rows[to]?.querySelector<HTMLElement>("th a, a, input[type=radio]")?.focus();
}

function mark(row: HTMLElement | undefined, value: string): void {
  row?.classList.add("is-current");
  row?.querySelector<HTMLInputElement>(`input[type=radio][value="${CSS.escape(value)}"]`)?.click();
  act("next");
}

function choose(row: HTMLElement | undefined): void {
  row?.classList.add("is-current");
  row?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
}

function chooseAll(name: string, chosen: boolean): void {
  for (const box of boxes(name)) box.checked = chosen;
}

function count(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-counts]")) {
    const chosen = boxes(place.dataset["counts"] ?? "").filter((box) => box.checked);
    place.textContent = String(chosen.length);
  }
}

function boxes(name: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${CSS.escape(name)}"]`)];
}
