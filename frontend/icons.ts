/** The icons of the product: one SVG sprite, so that a page asks for one file and no font. */
import { readFileSync } from "node:fs";

const NAMES = [
  "alert-triangle", "arrow-back-up", "bell", "book-2", "check", "chevron-down", "chevron-right", "circle-check",
  "clock", "coins", "copy", "download", "external-link", "file-text", "history", "inbox", "info-circle", "keyboard", "language", "lifebuoy",
  "logout", "menu-2", "moon", "player-pause", "player-play", "player-skip-forward", "plus", "refresh", "scale", "search",
  "settings", "shield-check", "sun", "target", "trash", "upload", "user", "users", "wifi-off", "x",
] as const;

export function sprite(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg">${NAMES.map(symbol).join("")}</svg>\n`;
}

function symbol(name: string): string {
  const source = readFileSync(new URL(`node_modules/@tabler/icons/icons/outline/${name}.svg`, import.meta.url), "utf8");
  const shapes = source.replace(/<!--[\s\S]*?-->/g, "").replace(/<\/?svg[^>]*>/g, "").replace(/\s+/g, " ").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
}
