/** An element with data-refresh="2" is fetched anew every two seconds, until it comes back without. */
export function startRefreshing(): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-refresh]")) later(part);
}

function later(part: HTMLElement): void {
  const seconds = Number(part.dataset["refresh"] ?? "2");
  window.setTimeout(() => void refresh(part), seconds * 1000);
}

async function refresh(part: HTMLElement): Promise<void> {
  if (document.hidden) return later(part);
  const fresh = await fetched(part.id);
  if (!fresh) return later(part);
  if (!fresh.dataset["refresh"]) return window.location.reload(); // Finished: what stands around it is new, too.
  if (!part.contains(document.activeElement)) part.replaceChildren(...fresh.childNodes);
  later(part);
}

async function fetched(id: string): Promise<HTMLElement | null> {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  } catch {
    return null; // Offline: the next time will tell.
  }
}
