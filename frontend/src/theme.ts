/**
 * Light or dark: what the person chose, else what their system says. And the keys pressed before the page listens.
 * Loaded as a classic script before the page is painted, so that nothing flashes; hence no imports and no exports.
 */
const KEY = "assay-theme";
type Theme = "light" | "dark";

function chosenTheme(stored: string | null, systemIsDark: boolean): Theme {
  if (stored === "light" || stored === "dark") return stored;
  return systemIsDark ? "dark" : "light";
}

function startTheme(): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => show(chosenTheme(localStorage.getItem(KEY), system.matches));
  apply();
  system.addEventListener("change", apply);
  window.addEventListener("storage", apply);
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-theme-toggle]")) return;
    const next = document.documentElement.dataset["bsTheme"] === "dark" ? "light" : "dark";
    localStorage.setItem(KEY, next);
    show(next);
  });
}

function show(theme: Theme): void {
  document.documentElement.dataset["bsTheme"] = theme;
}

/** What is pressed before the page listens is not lost: `startKeys` asks for it. */
function keepKeys(): void {
  const kept: KeyboardEvent[] = [];
  const keep = (event: KeyboardEvent) => void kept.push(event);
  document.addEventListener("keydown", keep);
  document.addEventListener("keyswanted", (event) => {
    document.removeEventListener("keydown", keep);
    kept.splice(0).forEach((event as CustomEvent<(pressed: KeyboardEvent) => void>).detail);
  });
}

startTheme();
keepKeys();
