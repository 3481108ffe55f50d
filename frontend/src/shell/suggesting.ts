/** While a question is written, what may answer it already is shown beneath: a part of the page, from the server. */
const WAIT_MS = 350;

export function startSuggesting(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggests]")) watch(field);
}

function watch(field: HTMLInputElement): void {
  const place = document.getElementById(field.dataset["suggestsInto"] ?? "");
  if (!place) return;
  let waiting: number | undefined;
  let asked = "";
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      asked = field.value.trim();
      void show(field.dataset["suggests"] ?? "", asked, place, () => asked);
    }, WAIT_MS);
  });
}

/** An answer that comes after a newer question was asked is thrown away. */
async function show(address: string, typed: string, place: HTMLElement, newest: () => string): Promise<void> {
  const response = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "text/html" } });
  if (response.ok && newest() === typed) place.innerHTML = await response.text();
}
