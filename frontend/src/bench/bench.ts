import { Api, Offline, Refusal } from "./api.ts";
import { askWhy } from "./dialogs.ts";
import { h } from "./dom.ts";
import { Drafts } from "./drafts.ts";
import { guidelineView } from "./guideline.ts";
import { pressKey } from "./questions.ts";
import { firstOpen, place } from "./schema.ts";
import { Stopwatch } from "./stopwatch.ts";
import { showReasons, taskView } from "./task.ts";
import type { Answers, Config, Receipt, Schema, StepAnswer, Submission, Task, Today } from "./types.ts";
import { feedbackView, nothingView, refusalView, todayView } from "./views.ts";
import { t } from "./words.ts";

const HOLD = 2; // One in work, one ready.

export class Bench {
  private tasks: Task[] = [];
  private answers: Answers = {};
  private watch = new Stopwatch(60, 0);
  private clientKey = "";
  private isBusy = false;
  private lastReceipt: Receipt | null = null;
  private timer = 0;
  private readonly schemas = new Map<string, Schema>();
  private readonly strip = h("div", { class: "strip" });
  private readonly numbers = h("span", { class: "strip mb-0" });
  private readonly undoPlace = h("span", { class: "end" });
  private readonly notes = h("div", { "aria-live": "polite" });
  private readonly stage = h("div", { class: "bench" });
  private readonly drafts: Drafts;
  private guideline: HTMLElement | null = null;

  constructor(root: HTMLElement, private readonly api: Api, private readonly config: Config) {
    this.drafts = new Drafts(api, () => this.tick());
    this.strip.append(this.numbers, this.undoPlace);
    root.replaceChildren(this.strip, this.notes, this.stage);
    document.addEventListener("keydown", (event) => this.key(event));
    for (const sign of ["pointerdown", "keydown", "wheel"]) document.addEventListener(sign, () => this.watch.touch(), { passive: true });
    document.addEventListener("visibilitychange", () => this.watch.hide(document.hidden));
    window.setInterval(() => this.tick(), 1000);
  }

  async start(): Promise<void> {
    await this.guarded(async () => this.take(await this.api.step(this.config.project, HOLD)));
  }

  private get task(): Task | null { return this.tasks[0] ?? null; }

  private async take(work: StepAnswer): Promise<void> {
    this.tasks = work.tasks;
    this.showToday(work.today);
    clearTimeout(this.timer);
    if (work.nothing || !this.task) {
      this.stage.className = "";
      this.stage.replaceChildren(work.nothing ? nothingView(work.nothing, () => void this.start()) : "");
      this.timer = window.setTimeout(() => void this.start(), 20_000);
    } else await this.show(this.task);
  }

  private async show(task: Task): Promise<void> {
    const schema = await this.schema(task);
    this.answers = this.drafts.recall(task);
    this.clientKey = crypto.randomUUID().replaceAll("-", "");
    this.watch = new Stopwatch(task.idle_cut_seconds, task.draft?.handling_seconds ?? 0);
    const view = taskView({
      task, schema, answers: this.answers,
      changed: () => { this.drafts.keep(task, this.answers, () => this.watch.read()); this.mark(); },
      submit: () => void this.submit(), skip: () => void this.skip(), guideline: () => void this.toggleGuideline(),
    });
    this.stage.className = this.guideline ? "bench with-guideline" : "bench";
    this.stage.replaceChildren(...view, ...(this.guideline ? [this.guideline] : []));
    this.mark();
    this.tick();
    document.getElementById("focus")?.focus({ preventScroll: true });
    const next = this.tasks[1];
    if (next) void this.schema(next);
  }

  private async schema(task: Task): Promise<Schema> {
    const known = this.schemas.get(task.schema_version);
    if (known) return known;
    const schema = await this.api.schema(task.schema_version);
    this.schemas.set(task.schema_version, schema);
    return schema;
  }

  private async submit(): Promise<void> {
    const task = this.task;
    if (!task || this.isBusy) return;
    const submission: Submission = {
      claim: task.claim, client_key: this.clientKey, schema_version: task.schema_version,
      answers: this.answers, handling_seconds: this.watch.read(),
    };
    await this.guarded(async () => {
      const work = await this.api.step(this.config.project, HOLD, submission);
      this.drafts.forget(task);
      this.lastReceipt = work.receipt;
      this.notes.replaceChildren(...(work.receipt?.feedback ? [feedbackView(work.receipt.feedback)] : []));
      await this.take(work);
    });
  }

  private async skip(): Promise<void> {
    const task = this.task;
    if (!task || this.isBusy) return;
    const why = await askWhy(this.config.skipReasons);
    if (!why) return;
    await this.guarded(async () => {
      await this.api.skip(task.claim, why.reason, why.comment);
      this.drafts.forget(task);
      await this.take(await this.api.step(this.config.project, HOLD));
    });
  }

  private async undo(): Promise<void> {
    const receipt = this.lastReceipt;
    if (!receipt || this.isBusy) return;
    await this.guarded(async () => {
      const reopened = await this.api.undo(receipt.judgment);
      this.lastReceipt = null;
      this.notes.replaceChildren();
      const work = await this.api.step(this.config.project, 20);
      work.tasks.sort((a, b) => Number(b.claim === reopened.claim) - Number(a.claim === reopened.claim));
      await this.take(work);
    });
  }

  /** One thing at a time; what goes wrong is said in a sentence, and nothing typed is lost. */
  private async guarded(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.stage.setAttribute("aria-busy", "true");
    try {
      await work();
      if (this.notes.dataset["kind"] === "offline") this.notes.replaceChildren();
    } catch (problem) {
      await this.explain(problem);
    } finally {
      this.isBusy = false;
      this.stage.removeAttribute("aria-busy");
      this.tick();
    }
  }

  private async explain(problem: unknown): Promise<void> {
    this.notes.dataset["kind"] = problem instanceof Offline ? "offline" : "refusal";
    if (problem instanceof Offline) {
      this.notes.replaceChildren(refusalView([{ code: "offline", text: t("The server cannot be reached. Your answer is kept; press Submit again, it will count once.") }]));
    } else if (problem instanceof Refusal) {
      const left = showReasons(this.stage, problem.reasons);
      if (left.length) this.notes.replaceChildren(refusalView(left));
      const ended = problem.reasons.some((reason) => reason.code.startsWith("work.") && problem.status === 409);
      if (ended) setTimeout(() => void this.start(), 0);
    } else throw problem;
  }

  private showToday(today: Today): void { this.numbers.replaceChildren(...todayView(today)); }

  private async toggleGuideline(): Promise<void> {
    const version = this.task?.guideline_version;
    if (this.guideline) { this.guideline.remove(); this.guideline = null; }
    else if (version) { this.guideline = await guidelineView(this.api, version); this.stage.append(this.guideline); }
    this.stage.className = this.guideline ? "bench with-guideline" : "bench";
  }

  /** The countdown of undo and the clock of the lease. */
  private tick(): void {
    const until = this.lastReceipt?.undo_until ? new Date(this.lastReceipt.undo_until).getTime() : 0;
    const left = Math.ceil((until - Date.now()) / 1000);
    const shown = this.undoPlace.querySelector("button");
    if (left <= 0) { if (shown) this.undoPlace.replaceChildren(); return; }
    if (shown) { shown.querySelector("span")!.textContent = `${left} s`; return; }
    this.undoPlace.replaceChildren(h("button", { class: "btn btn-sm", type: "button", "data-key": "u", onclick: () => void this.undo() },
      t("Undo"), " ", h("span", { class: "quiet-text ms-1" }, `${left} s`), " ", h("kbd", { class: "only-keyboard ms-1" }, "U")));
  }

  /** Marks the question the keys work on. */
  private mark(): void {
    const task = this.task;
    const schema = task && this.schemas.get(task.schema_version);
    if (!task || !schema) return;
    const open = firstOpen(schema, task, this.answers);
    for (const each of this.stage.querySelectorAll<HTMLElement>(".question")) {
      each.toggleAttribute("data-active", open !== null && each.dataset["place"] === place(open));
    }
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const types = target.matches("textarea, input[type=text], input[type=search], input[type=number]");
    if (event.key === "Enter" && !event.shiftKey && !target.matches("button, a, summary, textarea")) {
      event.preventDefault();
      void this.submit();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.submit();
    else if (!types && !event.ctrlKey && !event.metaKey && !event.altKey) this.press(event);
  }

  private press(event: KeyboardEvent): void {
    const button = this.stage.parentElement?.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (button) { event.preventDefault(); button.click(); return; }
    const focused = (event.target as HTMLElement).closest<HTMLElement>(".question");
    const active = this.stage.querySelector<HTMLElement>(".question[data-active]") ?? this.stage.querySelector<HTMLElement>(".question");
    if (pressKey(focused ?? active, event.key)) event.preventDefault();
  }
}
