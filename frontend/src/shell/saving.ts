/**
 * A form with data-saves is sent as one types, a moment after the last key. The page that comes back fills every
 * [data-part] anew by its id: how much is filled in, and what is wrong at which field. Without scripts its button saves.
 */
const PAUSE = 900;

export function startSaving(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-saves]")) watch(form);
}

function watch(form: HTMLFormElement): void {
  let timer = 0;
  let isDirty = false;
  let running: Promise<void> | null = null;
  const save = async (): Promise<void> => {
    isDirty = false;
    say("saving");
    const page = await sent(form);
    if (page) show(page);
    else say("failed");
    if (!page) isDirty = true;
  };
  const later = (): void => {
    isDirty = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      // One after the other, so that an older state never overtakes a newer one.
      running = (running ?? Promise.resolve()).then(save);
    }, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    window.clearTimeout(timer);
    isDirty = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
}

async function sent(form: HTMLFormElement): Promise<Document | null> {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html", "X-Assay-Saves": "1" } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null; // Offline: what was typed stays, and the next key tries again.
  }
}

function show(page: Document): void {
  for (const part of document.querySelectorAll<HTMLElement>("[data-part]")) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    part.replaceChildren(...fresh.childNodes);
    mark(part);
  }
}

/** What a problem belongs to is told to be wrong, also to who does not see it. */
function mark(problem: HTMLElement): void {
  if (!problem.classList.contains("problem")) return;
  const isWrong = (problem.textContent ?? "").trim() !== "";
  for (const field of document.querySelectorAll(`[aria-describedby~="${problem.id}"]`)) {
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function say(what: "saving" | "failed"): void {
  const place = document.getElementById("saved");
  if (place) place.textContent = place.dataset[what] ?? "";
}
