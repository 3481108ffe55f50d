import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Question } from "../src/bench/types.ts";
import { check, pointers } from "../src/editor/checks.ts";
import { allOptions, become, blankQuestion, freeId, isDocument, move, renameOption, renameQuestion, slug } from "../src/editor/document.ts";
import { draftFor, markSent, readDraft, writeDraft } from "../src/editor/drafts.ts";
import { joined } from "../src/editor/problems.ts";
import { exampleFor } from "../src/editor/samples.ts";
import { languagesOf, readText, writeText, written } from "../src/editor/texts.ts";
import type { Document } from "../src/editor/types.ts";

const GALLERY = new URL("../../src/assay/projects/rules/templates/", import.meta.url);
const TEMPLATES = readdirSync(GALLERY).filter((name) => name.endsWith(".json"))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, GALLERY), "utf8")) as { schema: Document }] as const);

function example(): Document {
  return { schema: 1, title: "Relevance", content: [{ kind: "text", field: "text" }], questions: [
    { id: "fit", kind: "choice", label: "Does it fit?", options: [{ id: "good", label: "Good" }, { id: "bad", label: "Bad" }] },
    { id: "why", kind: "text", label: "Why?", required: false, when: { question: "fit", is: ["bad"] } },
  ] };
}
const places = (document: Document): string[] => check(document).map((each) => each.field);

describe("what is wrong while one types", () => {
  it.each(TEMPLATES)("nothing with the template %s", (_, template) => {
    expect(isDocument(template.schema)).toBe(true);
    expect(check(template.schema)).toEqual([]);
  });

  it.each<[string, (document: Document) => void, string[]]>([
    ["no title", (document) => { document.title = ""; }, ["/title"]],
    ["nothing shown", (document) => { document.content = []; }, ["/content"]],
    ["a field twice", (document) => { document.content.push({ kind: "image", field: "text" }); }, ["/content/1/field"]],
    ["a question twice", (document) => { document.questions[1]!.id = "fit"; }, ["/questions/1/id"]],
    ["no wording", (document) => { document.questions[0]!.label = { en: "" }; }, ["/questions/0/label"]],
    ["one answer only", (document) => { document.questions[0]!.options!.shift(); delete document.questions[1]!.when; document.questions[0]!.options!.length = 1; }, ["/questions/0/options"]],
    ["a key of the workbench", (document) => { document.questions[0]!.options![1]!.hotkey = "S"; }, ["/questions/0/options/1/hotkey"]],
    ["a key twice", (document) => { for (const each of document.questions[0]!.options!) each.hotkey = "a"; }, ["/questions/0/options/1/hotkey"]],
    ["a later question", (document) => { document.questions.reverse(); }, ["/questions/0/when/0/question"]],
    ["no answer of it", (document) => { document.questions[1]!.when = { question: "fit", is: ["perfect"] }; }, ["/questions/1/when/0"]],
    ["no list to ask of", (document) => { document.questions[1]!.per = "results"; }, ["/questions/1/per"]],
    ["the least above the most", (document) => { Object.assign(document.questions[1]!, { min_length: 9, max_length: 3 }); }, ["/questions/1/min_length"]],
    ["the same side twice", (document) => { document.questions.push({ id: "pair", kind: "pairwise", label: "Better?", sides: ["text", "text"] }); }, ["/questions/2/sides"]],
  ])("%s", (_, change, expected) => {
    const document = example();
    change(document);
    expect(places(document)).toEqual(expected);
  });

  it("says at a place only once what the server says there, too", () => {
    const own = [{ code: "typing", field: "/questions/1/when/0", text: "Choose one." }];
    const others = ["/questions/1", "/questions/1/when/0/is", "/questions/2/of"].map((field) => ({ code: "x", field, text: "!" }));
    expect(joined(own, others).map((each) => each.field)).toEqual(["/questions/1/when/0", "/questions/2/of"]);
  });
});

describe("ids", () => {
  it.each([["Does it fit?", "does_it_fit"], ["Übergröße 3", "ubergro_e_3"], ["عربي", ""]])("of %s", (label, id) => { expect(slug(label)).toBe(id); });

  it("are free", () => {
    expect([freeId("good", [], "answer"), freeId("good", ["good"], "answer"), freeId("", ["answer_1"], "answer")]).toEqual(["good", "good_2", "answer_2"]);
  });

  it("are renamed wherever they are named", () => {
    const document = example();
    const [fit, why] = document.questions;
    fit!.options!.push({ id: "worse", label: "Worse", retired: true, maps_to: "bad" });
    renameOption(document, fit!, fit!.options![1]!, "poor");
    renameQuestion(document, fit!, "match");
    expect(why!.when).toEqual({ question: "match", is: ["poor"] });
    expect(fit!.options![2]!.maps_to).toBe("poor");
  });
});

describe("parts", () => {
  it("of every kind begin with what they need", () => {
    const document = example();
    document.content.push({ kind: "text", field: "other" });
    for (const kind of ["choice", "multi_choice", "taxonomy", "scale", "number", "text", "ranking", "pairwise", "spans"] as const) {
      const question = blankQuestion(document, kind);
      question.label = "What?";
      for (const each of allOptions(question.options)) each.label = "An answer";
      expect(places({ ...document, questions: [...document.questions, question] })).toEqual([]);
    }
  });

  it("keep what another kind had", () => {
    const question = { id: "fit", kind: "choice", label: "?", options: [{ id: "good", label: "Good" }, { id: "bad", label: "Bad" }] } satisfies Question;
    const document = example();
    expect(become(become({ ...question }, "scale", document), "choice", document).options).toEqual(question.options);
  });

  it("move within their list", () => {
    const list = ["a", "b", "c"];
    expect([move(list, 0, -1), move(list, 2, -1), list.join("")]).toEqual([false, true, "acb"]);
  });

  it("of a tree have their pointers", () => {
    expect(pointers([{ options: [{}, {}] }, {}], "/o")).toEqual(["/o/0", "/o/0/options/0", "/o/0/options/1", "/o/1"]);
  });

  it.each([null, [], {}, { content: [], questions: [1] }, { content: {}, questions: [] }, { content: [], questions: [{ options: "x" }] }, { content: [], questions: [{ options: [{ options: [null] }] }] }])(
    "that the form cannot show are none: %j", (value) => { expect(isDocument(value)).toBe(false); });
});

describe("texts", () => {
  it("become a map with the second language, and a text again without it", () => {
    const both = writeText("Good", "pt-BR", "en", "Bom");
    expect(both).toEqual({ en: "Good", "pt-BR": "Bom" });
    expect([readText(both, "pt-BR", "en"), readText(both, "ar", "en"), writeText(both, "pt-BR", "en", "")]).toEqual(["Bom", "", "Good"]);
    expect([writeText(undefined, "en", "en", "New"), writeText("Good", "pt", "en", "")]).toEqual(["New", "Good"]);
  });

  it("are counted by language", () => {
    const document = example();
    document.title = { en: "Relevance", ar: "الصلة" };
    expect([languagesOf(document), written(document, "ar", "en"), written(document, "en", "en")]).toEqual([["en", "ar"], [1, 5], [5, 5]]);
  });
});

describe("the draft in the browser", () => {
  class Memory { kept = new Map<string, string>(); getItem = (key: string): string | null => this.kept.get(key) ?? null; setItem = (key: string, value: string): void => { this.kept.set(key, value); }; removeItem = (key: string): void => { this.kept.delete(key); }; }
  const kept = (): Storage => { const storage = new Memory() as unknown as Storage; writeDraft("p", { base: "v1", text: "typed", at: "2026-01-01" }, storage); return storage; };

  it("comes back, also after another version came into force", () => {
    expect([draftFor("p", "v1", "published", kept())?.text, draftFor("p", "v2", "published", kept())?.text]).toEqual(["typed", "typed"]);
  });

  it("is gone once it is what is in force, or was published", () => {
    const [same, sent] = [kept(), kept()];
    markSent("p", sent);
    expect([draftFor("p", "v1", "typed", same), draftFor("p", "v1", "published", sent)?.text, draftFor("p", "v2", "published", sent)]).toEqual([null, "typed", null]);
    expect([readDraft("p", same), readDraft("p", sent)]).toEqual([null, null]);
  });
});

describe("the task to try it on", () => {
  it("has something for every block", () => {
    const content = (["text", "markdown", "image", "video", "audio", "product", "results", "chat", "link"] as const).map((kind) => ({ kind, field: kind }));
    const made = exampleFor({ ...example(), content: [...content, { kind: "results", field: "more", query: "asked" }] }, { name: "t", content: { text: "Own", chat: "no list" }, html: {} }, "/mark.svg").content;
    expect(Object.keys(made).sort()).toEqual([...content.map((each) => each.field), "asked", "more"].sort());
    expect([made["text"], made["image"], Array.isArray(made["chat"])]).toEqual(["Own", "/mark.svg", true]);
  });
});

