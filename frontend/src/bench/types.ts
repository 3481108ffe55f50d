export type Text = string | Record<string, string>;
export type Value = string | number | string[];
export type Answers = Record<string, Value | Record<string, Value>>;

export interface Option { id: string; label: Text; hotkey?: string; help?: Text; retired?: boolean }
export interface Question {
  id: string; kind: "choice" | "multi_choice" | "scale" | "text"; label: Text; help?: Text; required?: boolean;
  per?: "results"; options?: Option[]; min?: number; max?: number; step?: number; labels?: Record<string, Text>;
  max_length?: number; retired?: boolean;
}
export interface Block { kind: "text" | "markdown" | "image" | "results"; field: string; label?: Text; query?: string }
export interface Schema { title: Text; content: Block[]; questions: Question[] }
export interface Result { id: string; title?: string; url?: string; snippet?: string; image?: string }
export interface Task {
  claim: string; task: string; project: { uid: string; name: string }; stage: string; expires_at: string;
  content: Record<string, unknown>; html?: Record<string, string>; schema_version: string;
  guideline_version: string | null; attempt: number; idle_cut_seconds: number;
  draft: { answers: Answers; handling_seconds: number; schema_version: string } | null;
}
export interface Feedback { is_correct: boolean; answers: Record<string, unknown>; reason: string }
export interface Receipt { judgment: string; claim: string; submitted_at: string; undo_until: string | null; feedback: Feedback | null }
export interface Today { n_submitted: number; n_skipped: number; handling_seconds: number; n_cap: number | null }
export interface Nothing { sentence: string; reasons: { code: string; text: string; n: number; n_is_capped: boolean; project: string | null }[]; checked_at: string }
export interface StepAnswer { receipt: Receipt | null; tasks: Task[]; nothing: Nothing | null; today: Today }
export interface Submission { claim: string; client_key: string; schema_version: string; answers: Answers; handling_seconds: number }
export interface Reason { code: string; text: string; field?: string | null }
export interface Guideline { uid: string; number: number; title: string; sections: { id: string; title: string; html: string }[] }
export interface Config {
  project: string | null; person: string; api: string; language: string; words: Record<string, string>; skipReasons: [string, string][];
}
