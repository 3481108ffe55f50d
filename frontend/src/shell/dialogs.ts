/** <button data-opens="id"> opens the dialog of that id; data-closes closes the one it stands in. */
export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) dialogOf(opener.dataset["opens"])?.showModal();
    if (target.closest("[data-closes]")) target.closest("dialog")?.close();
    if (target instanceof HTMLDialogElement) target.close(); // The backdrop was clicked.
  });
}

function dialogOf(id: string | undefined): HTMLDialogElement | null {
  const found = id ? document.getElementById(id) : null;
  return found instanceof HTMLDialogElement ? found : null;
}
