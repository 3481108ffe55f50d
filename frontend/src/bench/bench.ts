import { isForPage, isTyping, lettersOf } from "../shell/keys.ts";
import { Api, Refusal } from "./api.ts";
import { askOwner, askReport, askWhy } from "./dialogs.ts";
import { h } from "./dom.ts";
import { Drafts } from "./drafts.ts";
import { Beside } from "./guideline.ts";
import { leaseState, LeaseNote, span } from "./lease.ts";
import { Line } from "./line.ts";
import { NewVersion } from "./notice.ts";
import { validate } from "./checks.ts";
import { askedOnly } from "./conditions.ts";
import { Interacting, unmet } from "./interactions.ts";
import { Outbox, type Deed } from "./outbox.ts";
import { Sender, type Outcome } from "./sending.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Tabs } from "./tabs.ts";
import { returnedView } from "./returned.ts";
import { showReasons, taskView } from "./task.ts";
import type { Answers, Config, Schema, StepAnswer, Submission, Task } from "./types.ts";
import { Undo } from "./undo.ts";
import { askedView, feedbackView, nothingView, refusalView, reportedView, suggestedView, todayView, waitingView } from "./views.ts";
import { Walk } from "./walk.ts";
import { t } from "./words.ts";

const MOST_IN_HAND = 20; // As many as the project lets a person hold; of several projects only
const FEW_IN_HAND = 2; // the one in work and one that lies ready.
const WAIT_FOR_TAB = 2000;
const ASK_AGAIN = 20_000;

/** The task in work, and what the person has done with it. */
interface Shown {
  task: Task; schema: Schema; answers: Answers; clientKey: string; watch: Stopwatch; walk: Walk; leaseSeconds: number; interacting: Interacting;
}

export class Bench {
  private tasks: Task[] = [];
  private shown: Shown | null = null;
  private sending: Promise<void> | null = null;
  private isDraining = false;
  private turn = 0;
  private timer = 0;
  private renewedAt = 0;
  private readonly schemas = new Map<string, Schema>();
  private readonly numbers = h("span", { class: "strip mb-0" });
  private readonly clock = h("span", { class: "quiet-text" });
  private readonly notes = h("div", { "aria-live": "polite" });
  private readonly heard = h("div", { class: "visually-hidden", role: "status" });
  private readonly stage = h("div", { class: "bench" });
  private readonly hold: number;
  private readonly outbox: Outbox;
  private readonly sender: Sender;
  private readonly line = new Line(() => this.outbox.size, () => this.withoutLine());
  private readonly drafts: Drafts;
  private readonly undo: Undo;
  private readonly beside: Beside;
  private readonly newVersion: NewVersion;
  private readonly lease = new LeaseNote(() => this.renew(), () => void this.alone(() => this.afresh()));
  private readonly tabs = new Tabs((claim) => this.goneElsewhere(claim));

  constructor(root: HTMLElement, private readonly api: Api, private readonly config: Config) {
    this.drafts = new Drafts(api, config.person, (task, expires) => { task.expires_at = expires ?? task.expires_at; });
    this.hold = config.project ? MOST_IN_HAND : FEW_IN_HAND;
    this.outbox = new Outbox(config.person);
    this.sender = new Sender(api, this.outbox, config.project, this.hold);
    this.undo = new Undo(() => api.now(), () => void this.takeBack());
    this.beside = new Beside(this.stage, (version, market) => this.line.hold(() => api.guideline(version, config.language, market)));
    this.newVersion = new NewVersion((version) => api.reading(version));
    // Until the first task is there the page keeps its heading.
    this.stage.replaceChildren(...root.querySelectorAll("h1"));
    root.replaceChildren(h("div", { class: "strip" }, this.numbers, this.clock, this.undo.view),
      this.line.banner, this.lease.view, this.newVersion.view, this.notes, this.stage, this.heard);
    document.addEventListener("keydown", (event) => this.key(event));
    this.stage.addEventListener("answered", (event) => this.shown?.walk.answered(event.target as Element));
    this.stage.addEventListener("focusin", (event) => this.shown?.walk.follow(event.target as Element));
    for (const sign of ["pointerdown", "keydown", "wheel", "scroll"]) document.addEventListener(sign, () => this.shown?.watch.touch(), { passive: true, capture: true });
    for (const sign of ["play", "pause"]) this.stage.addEventListener(sign, () => this.shown?.watch.play(sign === "play"), true);
    for (const sign of ["click", "auxclick"]) this.stage.addEventListener(sign, (event) => this.follows(event), true);
    this.stage.addEventListener("guideline", (event) => { if (this.shown) void this.beside.at(this.shown.task, (event as CustomEvent<string>).detail); });
    document.addEventListener("visibilitychange", () => this.away(document.hidden));
    window.setInterval(() => this.tick(), 1000);
  }

  start(): Promise<void> {
    this.outbox.inherit(() => void this.drain());
    return this.outbox.size ? this.drain() : this.alone(() => this.refresh());
  }

  private step(n: number, submission?: Submission): Promise<StepAnswer> {
    return this.line.hold(() => this.api.step(this.config.project, n, submission));
  }

  private async refresh(): Promise<void> { await this.take(await this.step(this.hold)); }

  /** Leave the task on show and take what the server gives. */
  private async afresh(): Promise<void> {
    this.shown = null;
    await this.refresh();
  }

  /** What is in hand now. A task that the person has begun with stays before their eyes. */
  private async take(work: StepAnswer, first: string | undefined = this.shown?.task.claim): Promise<void> {
    this.numbers.replaceChildren(...todayView(work.today));
    clearTimeout(this.timer);
    const ended = this.outbox.ended;
    this.tasks = work.tasks.filter((each) => !ended.has(each.claim)).sort((a, b) => Number(b.claim === first) - Number(a.claim === first));
    const task = this.tasks[0];
    if (!task) return this.outbox.size ? undefined : ended.size ? this.waitForTab() : this.rest(work);
    if (this.shown?.task.claim === task.claim) {
      this.shown.task.expires_at = task.expires_at;
      if (this.tasks[1]) void this.schema(this.tasks[1]);
    } else await this.show(task);
  }

  /** Another tab has answered all that is in hand and is about to send it. */
  private waitForTab(): void {
    this.shown = null;
    this.showWaiting();
    this.timer = window.setTimeout(() => void this.start(), WAIT_FOR_TAB);
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
    const { answers, seconds, interactions, isSuggested } = this.drafts.recall(task);
    const watch = new Stopwatch(Math.max(task.idle_cut_seconds, schema.thinking_seconds ?? 0), seconds, undefined, () => this.beside.readingSeconds());
    const interacting = new Interacting(interactions ?? {}, () => this.keep(), () => watch.touch());
    const walk = new Walk(this.stage, schema, task, answers);
    this.shown = {
      task, schema, answers, watch, walk, interacting, clientKey: crypto.randomUUID().replaceAll("-", ""),
      leaseSeconds: Math.max(1, (Date.parse(task.expires_at) - this.api.now()) / 1000),
    };
    this.stage.className = "bench";
    this.stage.replaceChildren(...taskView({
      task, schema, answers, interacting, person: this.config.person, viewing: this.config.viewing, changed: () => this.keep(),
      submit: () => void this.submit(), skip: () => void this.skip(), guideline: () => void this.beside.toggle(task),
      ask: () => void this.ask(), report: () => void this.report(),
    }));
    if (isSuggested) this.stage.prepend(suggestedView());
    window.scrollTo(0, 0);
    walk.mark();
    if (task.attempt > 1) void this.tellReturned(task, turn);
    void this.newVersion.see(task);
    await this.beside.stay(task);
    this.tick();
    document.getElementById("focus")?.focus({ preventScroll: true });
    if (this.tasks[1]) void this.schema(this.tasks[1]);
  }

  /** Why a task came back, if a reviewer sent it; after an undo there is nothing to tell. */
  private async tellReturned(task: Task, turn: number): Promise<void> {
    const returned = await this.api.returned(task.claim).catch(() => null);
    if (returned && turn === this.turn && this.shown) this.stage.prepend(returnedView(returned, this.shown.schema));
  }

  private keep(): void {
    const shown = this.shown;
    if (shown) this.drafts.keep(shown.task, shown.answers, () => shown.watch.read(), shown.interacting.done);
  }

  private async schema(task: Pick<Task, "schema_version">): Promise<Schema> {
    const known = this.schemas.get(task.schema_version);
    if (known) return known;
    const schema = await this.line.hold(() => this.api.schema(task.schema_version));
    this.schemas.set(task.schema_version, schema);
    return schema;
  }

  private async submit(): Promise<void> {
    const shown = this.shown;
    if (!shown || this.isIncomplete(shown)) return;
    const interactions = structuredClone(shown.interacting.settle());
    const submission: Submission = {
      claim: shown.task.claim, client_key: shown.clientKey, schema_version: shown.task.schema_version,
      answers: structuredClone(askedOnly(shown.schema, shown.answers)), handling_seconds: shown.watch.read(),
      ...(Object.keys(interactions).length ? { interactions } : {}),
    };
    this.drafts.keep(shown.task, shown.answers, () => submission.handling_seconds, shown.interacting.done);
    await this.leave(shown, { kind: "answer", submission });
  }

  /** The person has done with this task: it waits to be sent, and the one that lies ready is shown at once. */
  private async leave(shown: Shown, deed: Deed): Promise<void> {
    this.drafts.hush();
    this.outbox.add(shown.task, deed);
    this.tabs.tell(shown.task.claim);
    this.notes.replaceChildren();
    this.tasks = this.tasks.filter((task) => task.claim !== shown.task.claim);
    this.shown = null;
    void this.drain();
    await this.next();
  }

  /** The next task in hand, if there is one; else what is on show waits for the server. */
  private async next(): Promise<void> {
    const next = this.tasks.find((task) => Date.parse(task.expires_at) > this.api.now() + 5000);
    this.stage.inert = !next;
    if (next) await this.show(next);
    else if (this.line.isDown) this.withoutLine();
  }

  /** Sends what waits, in order, then takes what the server gives. */
  private async drain(): Promise<void> {
    this.line.show();
    if (this.isDraining) return this.line.again();
    this.isDraining = true;
    let isAll = false;
    await this.alone(async () => {
      await this.sendAll();
      isAll = true;
    }).finally(() => { this.isDraining = false; });
    if (isAll && this.outbox.size) void this.drain();
    else if (!this.shown && this.outbox.size) this.withoutLine();
  }

  private async sendAll(): Promise<void> {
    const refused: Outcome[] = [];
    let work: StepAnswer | null = null;
    for (let sent; (sent = await this.line.hold(() => this.sender.sendFirst()));) {
      work = sent.work;
      this.line.show();
      if (sent.refusal) refused.push(sent);
      else await this.done(sent);
      if (work) await this.take(work);
    }
    const again = refused.find((each) => !each.refusal!.isFinal)?.waiting.claim;
    if (!work || again) await this.take(await this.step(this.hold), again);
    if (refused.length) this.sayWhy(refused.map((each) => each.refusal!));
  }

  /** The server has taken it. */
  private async done({ waiting, answer, dueAt }: Outcome): Promise<void> {
    if (waiting.deed.kind === "question") return this.notes.replaceChildren(askedView());
    this.drafts.forget(waiting);
    if (waiting.deed.kind === "report") return this.notes.replaceChildren(reportedView(dueAt ?? ""));
    this.heard.textContent = waiting.deed.kind === "skip" ? t("Skipped.") : t("Submitted.");
    if (answer) this.undo.offer(answer.receipt);
    const feedback = answer?.receipt?.feedback;
    if (feedback) this.notes.replaceChildren(feedbackView(feedback, await this.schema(waiting)));
  }

  /** The line is down, or the person is signed out: where nothing is left in hand, that is said instead of the task before. */
  private withoutLine(): void {
    this.stage.removeAttribute("aria-busy");
    if (!this.shown && this.outbox.size) this.showWaiting();
  }

  private showWaiting(): void {
    if (this.stage.querySelector("[data-view=waiting]")) return;
    this.turn++;
    this.stage.inert = false;
    this.stage.className = "";
    this.stage.replaceChildren(waitingView());
    document.getElementById("focus")?.focus({ preventScroll: true });
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
    const shown = this.asked();
    const why = shown && await askWhy(this.config.skipReasons, this.config.markets[shown.task.project.uid] ?? []);
    if (why && this.shown === shown) await this.leave(shown, { kind: "skip", ...why });
  }

  private async report(): Promise<void> {
    const shown = this.asked();
    const report = shown && await askReport(this.config.reportKinds);
    if (report && this.shown === shown) await this.leave(shown, { kind: "report", ...report });
  }

  private async ask(): Promise<void> {
    const shown = this.asked();
    const text = shown && await askOwner(`/work/${shown.task.project.uid}/questions/`);
    if (!text) return;
    this.outbox.add(shown.task, { kind: "question", text });
    await this.drain();
  }

  /** The task that a dialog is about; none while another dialog is open. */
  private asked(): Shown | null { return document.querySelector("dialog[open]") ? null : this.shown; }

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
    this.sayWhy([problem]);
    if (problem.isFinal) await this.refresh().catch((next: unknown) => { if (!(next instanceof Refusal)) throw next; });
  }

  /** What belongs to a question stands there, the rest above the task. */
  private sayWhy(refusals: Refusal[]): void {
    const left = refusals.flatMap((each) => each.isFinal ? each.reasons : showReasons(this.stage, each.reasons));
    if (left.length) this.notes.replaceChildren(refusalView(left, refusals.some((each) => each.status === 401)));
  }

  private goneElsewhere(claim: string): void {
    this.outbox.inherit(() => void this.drain());
    this.tasks = this.tasks.filter((task) => task.claim !== claim);
    if (this.shown?.task.claim !== claim) return;
    this.drafts.hush();
    this.shown = null;
    this.heard.textContent = t("This task was answered in another tab.");
    void this.next();
    if (!this.tasks.length) void this.drain();
  }

  private away(isHidden: boolean): void {
    this.shown?.watch.hide(isHidden);
    if (isHidden) void this.drafts.flush();
    else if (!this.shown && !this.sending) void this.start();
  }

  /** A link of the task is followed: its page, in another tab, is part of the work. */
  private follows(event: Event): void {
    if ((event.target as Element).closest("a[href][target=_blank]")) this.shown?.watch.open();
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
