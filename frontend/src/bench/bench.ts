import { isForPage, isTyping, lettersOf } from "../shell/keys.ts";
import { Api, Refusal } from "./api.ts";
import { askWhy } from "./dialogs.ts";
import { h } from "./dom.ts";
import { Drafts } from "./drafts.ts";
import { Beside } from "./guideline.ts";
import { leaseState, LeaseNote, span } from "./lease.ts";
import { Line } from "./line.ts";
import { validate } from "./checks.ts";
import { askedOnly } from "./conditions.ts";
import { Interacting, unmet } from "./interactions.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Tabs } from "./tabs.ts";
import { showReasons, taskView } from "./task.ts";
import type { Answers, Config, Schema, StepAnswer, Submission, Task } from "./types.ts";
import { Undo } from "./undo.ts";
import { feedbackView, nothingView, refusalView, todayView } from "./views.ts";
import { Walk } from "./walk.ts";
import { t } from "./words.ts";

const HOLD = 2; // One in work, one ready.
const ASK_AGAIN = 20_000;

/** The task in work, and what the person has done with it. */
interface Shown {
  task: Task; schema: Schema; answers: Answers; clientKey: string; watch: Stopwatch; walk: Walk; leaseSeconds: number; interacting: Interacting;
}

export class Bench {
  private tasks: Task[] = [];
  private shown: Shown | null = null;
  private sending: Promise<void> | null = null;
  private turn = 0;
  private timer = 0;
  private renewedAt = 0;
  private readonly schemas = new Map<string, Schema>();
  private readonly numbers = h("span", { class: "strip mb-0" });
  private readonly clock = h("span", { class: "quiet-text" });
  private readonly notes = h("div", { "aria-live": "polite" });
  private readonly heard = h("div", { class: "visually-hidden", role: "status" });
  private readonly stage = h("div", { class: "bench" });
  private readonly line = new Line();
  private readonly drafts: Drafts;
  private readonly undo: Undo;
  private readonly beside: Beside;
  private readonly lease = new LeaseNote(() => this.renew(), () => void this.alone(() => this.afresh()));
  private readonly tabs = new Tabs((claim) => this.goneElsewhere(claim));

  constructor(root: HTMLElement, private readonly api: Api, private readonly config: Config) {
    this.drafts = new Drafts(api, config.person, (task, expires) => { task.expires_at = expires ?? task.expires_at; });
    this.undo = new Undo(() => api.now(), () => void this.takeBack());
    this.beside = new Beside(this.stage, (version) => this.line.hold(() => api.guideline(version)));
    root.replaceChildren(h("div", { class: "strip" }, this.numbers, this.clock, this.undo.view),
      this.line.banner, this.lease.view, this.notes, this.stage, this.heard);
    document.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("answered", (event) => this.shown?.walk.answered(event.target as Element));
    this.stage.addEventListener("focusin", (event) => this.shown?.walk.follow(event.target as Element));
    for (const sign of ["pointerdown", "keydown", "wheel"]) document.addEventListener(sign, () => this.shown?.watch.touch(), { passive: true });
    document.addEventListener("visibilitychange", () => this.away(document.hidden));
    window.setInterval(() => this.tick(), 1000);
  }

  start(): Promise<void> { return this.alone(() => this.refresh()); }

  private step(n: number, submission?: Submission): Promise<StepAnswer> {
    return this.line.hold(() => this.api.step(this.config.project, n, submission));
  }

  private async refresh(): Promise<void> { await this.take(await this.step(HOLD)); }

  /** Leave the task on show and take what the server gives. */
  private async afresh(): Promise<void> {
    this.shown = null;
    await this.refresh();
  }

  /** What is in hand now. A task that the person has begun with stays before their eyes. */
  private async take(work: StepAnswer, first: string | undefined = this.shown?.task.claim): Promise<void> {
    this.numbers.replaceChildren(...todayView(work.today));
    clearTimeout(this.timer);
    this.tasks = [...work.tasks].sort((a, b) => Number(b.claim === first) - Number(a.claim === first));
    const task = this.tasks[0];
    if (!task) return this.rest(work);
    if (this.shown?.task.claim === task.claim) {
      this.shown.task.expires_at = task.expires_at;
      if (this.tasks[1]) void this.schema(this.tasks[1]);
    } else await this.show(task);
  }

  private rest(work: StepAnswer): void {
    const hadFocus = this.stage.contains(document.activeElement) && document.activeElement?.id !== "focus";
    const wasResting = this.stage.querySelector("[data-view=nothing]") !== null;
    this.turn++;
    this.shown = null;
    this.stage.className = "";
    if (work.nothing) this.stage.replaceChildren(nothingView(work.nothing, () => void this.start()));
    if (wasResting && hadFocus) this.stage.querySelector<HTMLElement>("[data-key=r]")?.focus();
    else if (!wasResting) document.getElementById("focus")?.focus({ preventScroll: true });
    this.timer = window.setTimeout(() => { if (!document.hidden) void this.start(); }, ASK_AGAIN);
  }

  private async show(task: Task): Promise<void> {
    const turn = ++this.turn;
    const schema = await this.schema(task);
    if (turn !== this.turn) return;
    void this.drafts.flush();
    const { answers, seconds, interactions } = this.drafts.recall(task);
    const watch = new Stopwatch(Math.max(task.idle_cut_seconds, schema.thinking_seconds ?? 0), seconds);
    const interacting = new Interacting(interactions ?? {}, () => this.keep(), () => watch.touch());
    const walk = new Walk(this.stage, schema, task, answers);
    this.shown = {
      task, schema, answers, watch, walk, interacting, clientKey: crypto.randomUUID().replaceAll("-", ""),
      leaseSeconds: Math.max(1, (Date.parse(task.expires_at) - this.api.now()) / 1000),
    };
    this.stage.className = "bench";
    this.stage.replaceChildren(...taskView({
      task, schema, answers, interacting, person: this.config.person, changed: () => this.keep(),
      submit: () => void this.submit(), skip: () => void this.skip(), guideline: () => void this.beside.toggle(task.guideline_version),
    }));
    window.scrollTo(0, 0);
    walk.mark();
    await this.beside.stay(task.guideline_version);
    this.tick();
    document.getElementById("focus")?.focus({ preventScroll: true });
    if (this.tasks[1]) void this.schema(this.tasks[1]);
  }

  private keep(): void {
    const shown = this.shown;
    if (shown) this.drafts.keep(shown.task, shown.answers, () => shown.watch.read(), shown.interacting.done);
  }

  private async schema(task: Task): Promise<Schema> {
    const known = this.schemas.get(task.schema_version);
    if (known) return known;
    const schema = await this.line.hold(() => this.api.schema(task.schema_version));
    this.schemas.set(task.schema_version, schema);
    return schema;
  }

  /** Sends the answer and shows the task that lies ready at once; one answer travels at a time. */
  private async submit(): Promise<void> {
    const shown = this.shown;
    if (!shown || this.isIncomplete(shown)) return;
    if (this.sending) {
      this.line.again();
      await this.sending;
      if (this.shown !== shown) return;
    }
    const submission: Submission = {
      claim: shown.task.claim, client_key: shown.clientKey, schema_version: shown.task.schema_version,
      answers: structuredClone(askedOnly(shown.schema, shown.answers)), handling_seconds: shown.watch.read(),
      ...(Object.keys(shown.interacting.done).length ? { interactions: structuredClone(shown.interacting.done) } : {}),
    };
    this.drafts.keep(shown.task, shown.answers, () => submission.handling_seconds, shown.interacting.done);
    this.drafts.hush();
    this.notes.replaceChildren();
    const next = this.tasks.find((task) => task.claim !== submission.claim && Date.parse(task.expires_at) > this.api.now() + 5000);
    if (!next) this.shown = null;
    this.stage.inert = !next;
    void this.alone(() => this.deliver(shown, submission));
    if (next) await this.show(next);
  }

  private async deliver(shown: Shown, submission: Submission): Promise<void> {
    try {
      const work = await this.step(HOLD, submission);
      this.drafts.forget(shown.task);
      this.tabs.tell(submission.claim);
      this.undo.offer(work.receipt);
      this.heard.textContent = t("Submitted.");
      if (work.receipt?.feedback) this.notes.replaceChildren(feedbackView(work.receipt.feedback, shown.schema));
      if (this.shown === shown) this.shown = null;
      await this.take(work);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (this.shown === shown) this.shown = null;
      if (!problem.isFinal) {
        this.tasks = [shown.task, ...this.tasks.filter((task) => task.claim !== shown.task.claim)];
        await this.show(shown.task);
      }
      await this.explain(problem);
    }
  }

  private isIncomplete(shown: Shown): boolean {
    const undone = unmet(shown.schema, shown.interacting);
    const reasons = [...undone, ...validate(shown.schema, askedOnly(shown.schema, shown.answers), shown.task.content)];
    showReasons(this.stage, reasons);
    const missing = shown.walk.missing()[0];
    if (missing) shown.walk.focus(missing);
    else if (undone[0]) this.stage.querySelector<HTMLElement>(`[data-field="${CSS.escape(undone[0].field ?? "")}"] :is(a, button)`)?.focus();
    if (reasons.length) this.heard.textContent = t("Answers that are missing: {n}", { n: reasons.length });
    return reasons.length > 0;
  }

  private async skip(): Promise<void> {
    const shown = this.shown;
    if (!shown || document.querySelector("dialog[open]")) return;
    const why = await askWhy(this.config.skipReasons);
    if (!why || this.shown !== shown) return;
    await this.alone(async () => {
      await this.line.hold(() => this.api.skip(shown.task.claim, why.reason, why.comment));
      this.drafts.forget(shown.task);
      this.tabs.tell(shown.task.claim);
      this.notes.replaceChildren();
      this.heard.textContent = t("Skipped.");
      await this.afresh();
    });
  }

  private async takeBack(): Promise<void> {
    const judgment = this.undo.judgment;
    if (!judgment) return;
    await this.alone(async () => {
      const reopened = await this.line.hold(() => this.api.undo(judgment));
      this.undo.offer(null);
      this.notes.replaceChildren();
      this.heard.textContent = t("Taken back. You can change your answer.");
      this.shown = null;
      await this.take(await this.step(this.tasks.length + 1), reopened.claim);
    });
  }

  /** One thing at a time; what is refused is said in a sentence, and nothing typed is lost. */
  private async alone(work: () => Promise<void>): Promise<void> {
    while (this.sending) {
      this.line.again();
      await this.sending;
    }
    this.stage.setAttribute("aria-busy", "true");
    this.sending = work().catch((problem: unknown) => this.explain(problem)).finally(() => {
      this.sending = null;
      this.stage.removeAttribute("aria-busy");
      this.stage.inert = false;
      if (document.activeElement === document.body) document.getElementById("focus")?.focus({ preventScroll: true });
      this.tick();
    });
    await this.sending;
  }

  private async explain(problem: unknown): Promise<void> {
    if (!(problem instanceof Refusal)) throw problem;
    const left = problem.isFinal ? problem.reasons : showReasons(this.stage, problem.reasons);
    if (left.length) this.notes.replaceChildren(refusalView(left, problem.status === 401));
    if (problem.isFinal) await this.refresh().catch((next: unknown) => { if (!(next instanceof Refusal)) throw next; });
  }

  private goneElsewhere(claim: string): void {
    if (this.shown?.task.claim !== claim) { this.tasks = this.tasks.filter((task) => task.claim !== claim); return; }
    this.drafts.hush();
    this.heard.textContent = t("This task was answered in another tab.");
    void this.alone(() => this.afresh());
  }

  private away(isHidden: boolean): void {
    this.shown?.watch.hide(isHidden);
    if (isHidden) void this.drafts.flush();
    else if (!this.shown && !this.sending) void this.start();
  }

  private renew(): void {
    const shown = this.shown;
    if (!shown || this.api.now() - this.renewedAt < 5000) return;
    this.renewedAt = this.api.now();
    shown.watch.touch();
    void this.drafts.send(shown.task, shown.answers, shown.watch.read()).then(() => this.tick());
  }

  /** The countdown of undo and the clock of the lease. */
  private tick(): void {
    this.undo.tick();
    const shown = this.shown;
    if (!shown) { this.clock.textContent = ""; this.lease.show("", 0); return; }
    const left = (Date.parse(shown.task.expires_at) - this.api.now()) / 1000;
    const state = leaseState(left, shown.leaseSeconds, shown.watch.quietSeconds() < 20);
    if (state === "renew") this.renew();
    this.clock.textContent = t("Time for this task: {span}", { span: span(left) });
    this.lease.show(state === "warn" || state === "ended" ? state : "", left);
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
    const target = event.target as HTMLElement;
    const isAnswer = isTyping(target) && target.closest(".question") !== null;
    if (event.key === "Enter" && isAnswer && (event.ctrlKey || event.metaKey || target instanceof HTMLInputElement)) {
      event.preventDefault();
      void this.submit();
    } else if (event.key === "Escape" && isAnswer) document.getElementById("focus")?.focus({ preventScroll: true });
    else if (isForPage(event) && lettersOf(event).some((key) => this.shown?.walk.press(key))) event.preventDefault();
  }
}
