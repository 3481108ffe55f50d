import type { Block, Content, Option, Question, Schema } from "../bench/types.ts";

export interface EditedOption extends Omit<Option, "options"> { maps_to?: string; options?: EditedOption[] }
export interface EditedQuestion extends Omit<Question, "options"> { options?: EditedOption[]; critical?: number[] }
/** The label schema as its document holds it: what the form and the JSON are two views of. */
export interface Document extends Omit<Schema, "questions"> { schema: number; questions: EditedQuestion[] }
/** What is wrong, with the JSON pointer of its place. */
export interface Problem { code: string; text: string; field: string }
export interface Change { code: string; text: string; is_breaking: boolean }
export interface Example { name: string; content: Content; html: Record<string, string> }
/** The version in force, where there is one: what it holds is never taken out, only retired. */
export interface Base { uid: string; number: number; document: Document }
export interface Config {
  project: string; base: Base | null; isTyped: boolean; examples: Example[]; check: string; mark: string;
  language: string; words: Record<string, string>;
}
export type { Block, Content };
