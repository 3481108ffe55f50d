import type { Text } from "./types.ts";

let words: Record<string, string> = {};
let language = "en";

export function learn(given: Record<string, string>, tag: string): void {
  words = given;
  language = tag;
}

/** A sentence of the interface in the person's language; `{name}` is replaced. */
export function t(sentence: string, values: Record<string, string | number> = {}): string {
  const found = words[sentence] ?? sentence;
  return found.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

export function tag(): string { return language; }

/** A text of the schema: in the language, in what its tag narrows, in English, or any. */
export function say(text: Text | undefined): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  return text[language] ?? text[language.split("-")[0] ?? ""] ?? text["en"] ?? Object.values(text)[0] ?? "";
}
