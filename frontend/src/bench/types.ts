export type Text = string | Record<string, string>;
export interface Compared { better: string; left: string }
/** Start and end count characters (Unicode code points), as the server does. */
export interface Span { start: number; end: number; label: string }
export type Value = string | number | string[] | Compared | Span[];
export type Answers = Record<string, Value | Record<string, Value>>;

export type Kind = "choice" | "multi_choice" | "taxonomy" | "scale" | "number" | "text" | "ranking" | "pairwise" | "spans";
export type BlockKind = "text" | "markdown" | "image" | "video" | "audio" | "product" | "results" | "chat" | "link";
export interface Option { id: string; label: Text; hotkey?: string; help?: Text; retired?: boolean; critical?: boolean; options?: Option[] }
export interface Condition { question: string; is?: (string | number)[]; is_not?: (string | number)[]; at_least?: number; at_most?: number }
export interface Question {
  id: string; kind: Kind; label: Text; help?: Text; section?: string; required?: boolean; per?: "results" | "turns"; of?: string;
  when?: Condition | Condition[]; options?: Option[]; ordered?: boolean; min?: number; max?: number; step?: number; unit?: Text;
  labels?: Record<string, Text>; min_length?: number; max_length?: number; any_level?: boolean; sides?: string[]; tie?: boolean;
  overlap?: boolean; retired?: boolean;
}
export interface Block { kind: BlockKind; field: string; label?: Text; query?: string; must?: boolean; markdown?: boolean }
export interface Media { blur?: boolean; greyscale?: boolean; mute?: boolean }
/** How content that is hard to look at begins: blur in percent, grey, without sound, small. */
export interface Viewing { blur: number; grey: boolean; mute: boolean; small: boolean }
export interface Schema { title: Text; content: Block[]; questions: Question[]; thinking_seconds?: number; media?: Media }
export interface Part { id: string; title?: string; url?: string; snippet?: string; image?: string; role?: string; text?: string }
export interface Product {
  title: string; brand?: string; seller?: string; price?: string | number; currency?: string; category?: string; availability?: string;
  description?: string; url?: string; image?: string; images?: string[]; attributes?: Record<string, string | number>;
}
export type Content = Record<string, unknown>;
export interface Task {
  claim: string; task: string; project: { uid: string; name: string }; stage: string; expires_at: string;
  content: Content; html?: Record<string, string>; schema_version: string;
  guideline_version: string | null; market?: string | null; attempt: number; idle_cut_seconds: number; severity: number;
  draft: { answers: Answers; handling_seconds: number; schema_version: string } | null;
  suggestion: { answers: Answers } | null;
}
/** What was done with the content: how often a link was opened, how much of a clip was played, how often and how long something covered was uncovered. */
export interface Interaction { opened?: number; played_seconds?: number; is_played?: boolean; reveals?: number; revealed_seconds?: number }
export type Interactions = Record<string, Interaction>;
/** What a reviewer said of the answer that is the draft now. */
export interface Returned {
  comment: string; due_at: string;
  errors: { name: string; description: string; severity: string; question: string; subject: string; comment: string }[];
}
export interface Feedback { is_correct: boolean; answers: Record<string, unknown>; reason: string }
export interface Receipt { judgment: string; claim: string; submitted_at: string; undo_until: string | null; feedback: Feedback | null }
export interface Today { n_submitted: number; n_skipped: number; handling_seconds: number; n_cap: number | null }
export interface Nothing { sentence: string; reasons: { code: string; text: string; n: number; n_is_capped: boolean; project: string | null }[]; checked_at: string }
export interface StepAnswer { receipt: Receipt | null; tasks: Task[]; nothing: Nothing | null; today: Today }
export interface Submission {
  claim: string; client_key: string; schema_version: string; answers: Answers; handling_seconds: number; interactions?: Interactions;
}
export interface Reason { code: string; text: string; field?: string | null }
export interface Example { kind: string; content: string; answer: string; why: string }
export interface Section { id: string; title: string; html: string; examples?: Example[]; language?: string; is_fallback?: boolean; market?: string }
export interface Ruling { title: string; rule: string; note: string }
export interface Guideline { uid: string; number: number; title: string; sections: Section[]; policies?: Ruling[] }
/** Where the person stands with a version of a guideline. */
export interface Reading { is_asked: boolean; kind: string; grace_until: string | null }
export interface Config {
  project: string | null; person: string; api: string; language: string; words: Record<string, string>; skipReasons: [string, string][];
  reportKinds: [string, string][]; markets: Record<string, [string, string][]>; viewing: Viewing;
}
