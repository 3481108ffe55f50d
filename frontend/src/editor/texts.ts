import type { Text } from "../bench/types.ts";
import { allOptions } from "./document.ts";
import type { Document } from "./types.ts";

/** Every text of the document. */
export function texts(document: Document): (Text | undefined)[] {
  return [document.title, ...document.content.map((each) => each.label),
    ...document.questions.flatMap((each) => [each.label, each.help, each.unit, ...Object.values(each.labels ?? {}),
      ...allOptions(each.options).flatMap((option) => [option.label, option.help])])];
}

/** The languages it is written in, most used first. */
export function languagesOf(document: Document): string[] {
  const n = new Map<string, number>();
  for (const text of texts(document)) if (typeof text === "object") for (const tag of Object.keys(text)) n.set(tag, (n.get(tag) ?? 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1]).map(([tag]) => tag);
}

/** The language of texts that name none. */
export function mainLanguage(document: Document): string {
  const known = languagesOf(document);
  return known.includes("en") ? "en" : known[0] ?? "en";
}

/** How many texts there are, and how many of them are written in this language. */
export function written(document: Document, language: string, main: string): [number, number] {
  const there = texts(document).filter((text) => text !== undefined && text !== "");
  return [there.filter((text) => readText(text, language, main) !== "").length, there.length];
}

export function readText(text: Text | undefined, language: string, main: string): string {
  if (text === undefined) return "";
  if (typeof text === "string") return language === main ? text : "";
  return typeof text === "object" && text !== null ? text[language] ?? "" : "";
}

/** The text with one language of it written anew: a map as soon as there are two languages. */
export function writeText(text: Text | undefined, language: string, main: string, value: string): Text {
  if (typeof text !== "object") {
    if (language === main) return value;
    return value === "" ? text ?? "" : { ...(text ? { [main]: text } : {}), [language]: value };
  }
  const all = { ...text, [language]: value };
  if (value === "") delete all[language];
  const left = Object.keys(all);
  return left.length === 0 ? "" : left.length === 1 && left[0] === main ? all[main]! : all;
}

export function isLanguage(tag: string): boolean { return /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$/.test(tag); }
