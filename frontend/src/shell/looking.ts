/** A form with data-look uncovers what stands below it, or covers it again; the server hears of it as without script. */
export function startLooking(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset["look"] === undefined) return;
    event.preventDefault();
    void look(form, form.querySelector("button")!);
  });
}

async function look(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const sent = new FormData(form, button);
  const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" }).catch(() => null);
  if (answer?.type !== "opaqueredirect") return;
  const isOpen = button.value === "yes";
  turn(form.nextElementSibling as HTMLElement, isOpen);
  const before = button.textContent ?? "";
  button.textContent = button.dataset["other"] ?? "";
  button.dataset["other"] = before;
  button.value = isOpen ? "no" : "yes";
}

function turn(shown: HTMLElement, isOpen: boolean): void {
  const names = (shown.dataset["covered"] ?? "").split(" ").filter(Boolean);
  for (const name of names) shown.classList.toggle(name, !isOpen);
  for (const each of shown.querySelectorAll<HTMLMediaElement>("video, audio")) each.muted = !isOpen;
}
