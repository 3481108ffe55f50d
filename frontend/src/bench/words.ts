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

/** For dates and numbers: the calendar and the digits of the pages around, whatever the language's own would be. */
export function locale(): string { return `${language}-u-ca-gregory-nu-latn`; }

/** A text of the schema: in the language, in what its tag narrows, in what narrows it, in English, or any. */
export function say(text: Text | undefined): string { return said(text ?? "").text; }

/** The same, with the language it is in and the direction that one is written in. */
export function said(text: Text): { text: string; tags: Record<string, string> } {
  if (typeof text === "string") return { text, tags: { dir: "auto" } };
  const [broad = ""] = language.split("-");
  const narrower = Object.keys(text).filter((each) => each.toLowerCase().startsWith(`${broad}-`));
  const found = [language, broad, ...narrower, "en", ...Object.keys(text)].find((each) => text[each] !== undefined) ?? "";
  return { text: text[found] ?? "", tags: found ? { lang: found, dir: direction(found) } : { dir: "auto" } };
}

const RIGHT_TO_LEFT = new Set(["ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"]);

export function direction(language: string): "ltr" | "rtl" {
  const [first = "", ...more] = language.toLowerCase().split("-");
  if (more.includes("latn") || more.includes("cyrl")) return "ltr";
  return RIGHT_TO_LEFT.has(first) || more.includes("arab") || more.includes("hebr") ? "rtl" : "ltr";
}
