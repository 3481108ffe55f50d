import { pressKey } from "./questions.ts";
import { isEmpty, isRequired, onlyAsked, place, read, slots, type Slot } from "./schema.ts";
import type { Answers, Schema, Task } from "./types.ts";

// One key answers these.
const AT_ONCE = new Set(["choice", "scale", "pairwise"]);

/** The way of the keys through the questions: one is active, and answering it by key leads to the next. */
export class Walk {
  private readonly every: Slot[];
  private active: Slot | null;

  constructor(private readonly stage: HTMLElement, private readonly schema: Schema, task: Task, private readonly answers: Answers) {
    this.every = slots(schema, task);
    this.active = this.missing()[0] ?? this.order[0] ?? null;
  }

  /** What is asked after the answers so far. */
  private get order(): Slot[] { return onlyAsked(this.schema, this.every, this.answers); }

  /** Whatever must be answered and is not, in order. */
  missing(): Slot[] {
    return this.order.filter((slot) => isRequired(slot.question) && isEmpty(read(this.answers, slot)));
  }

  /** The question that has the focus is the active one. */
  follow(target: Element | null): void {
    const at = target?.closest<HTMLElement>("[data-place]")?.dataset["place"];
    const slot = this.order.find((each) => place(each) === at);
    if (slot) { this.active = slot; this.mark(); }
  }

  mark(): void {
    for (const each of this.stage.querySelectorAll<HTMLElement>(".question")) {
      each.toggleAttribute("data-active", this.active !== null && each.dataset["place"] === place(this.active));
    }
  }

  /** Press the active question's option with this key; whether there is one. */
  press(key: string): boolean {
    const slot = this.active;
    if (!slot || !pressKey(this.viewOf(slot), key)) return false;
    if (AT_ONCE.has(slot.question.kind)) this.goOn(slot);
    return true;
  }

  /** A question that says itself when it is answered: a tree, an order. */
  answered(target: Element): void {
    this.follow(target);
    if (this.active) this.goOn(this.active);
  }

  private goOn(from: Slot): void {
    const next = nextOf(this.order, from, this.answers);
    if (next) { this.active = next; this.mark(); this.focus(next); }
    else this.stage.querySelector<HTMLElement>("#submit")?.focus({ preventScroll: true });
  }

  focus(slot: Slot): void {
    const view = this.viewOf(slot);
    (view?.querySelector<HTMLElement>("input:checked") ?? view?.querySelector<HTMLElement>("[data-entry]") ?? view?.querySelector<HTMLElement>("input, textarea"))
      ?.focus({ preventScroll: true });
    view?.scrollIntoView({ block: "nearest" });
  }

  private viewOf(slot: Slot): HTMLElement | null {
    return this.stage.querySelector<HTMLElement>(`.question[data-place="${CSS.escape(place(slot))}"]`);
  }
}

/** The next slot down the list without an answer; then what must still be answered above; optional texts are not stops. */
export function nextOf(order: Slot[], from: Slot, answers: Answers): Slot | null {
  const at = order.findIndex((slot) => place(slot) === place(from));
  const isOpen = (slot: Slot): boolean => isEmpty(read(answers, slot));
  const isMust = (slot: Slot): boolean => isRequired(slot.question);
  return order.slice(at + 1).find((slot) => isOpen(slot) && (isMust(slot) || slot.question.kind !== "text"))
    ?? order.slice(0, at).find((slot) => isOpen(slot) && isMust(slot)) ?? null;
}
