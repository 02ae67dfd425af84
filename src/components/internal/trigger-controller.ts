import type {LitElement, ReactiveController} from 'lit';

/** Keeps `aria-disabled` on an element's triggers while they do nothing, and restores it afterwards. */
export class TriggerController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isDisabled: () => boolean;
  /** The triggers that were changed, with their `aria-disabled` from before. */
  readonly #changed = new Map<HTMLElement, string | null>();

  constructor(host: LitElement, isDisabled: () => boolean) {
    this.#host = host;
    this.#isDisabled = isDisabled;
    host.addController(this);
  }

  /** The elements in the slot `trigger`: the page's own, or else the default button. */
  get triggers(): HTMLElement[] {
    const slot = this.#host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=trigger]');
    return (slot?.assignedElements({flatten: true}) ?? []) as HTMLElement[];
  }

  /** Updates the triggers. The host also calls it when one was added or removed. */
  hostUpdated(): void {
    // a trigger that is natively disabled needs no attribute
    const triggers = this.#isDisabled()
      ? this.triggers.filter((trigger) => !trigger.matches(':disabled'))
      : [];
    for (const [trigger, before] of this.#changed) {
      if (triggers.includes(trigger)) continue;
      this.#changed.delete(trigger);
      // the page may have written another value in the meantime
      if (trigger.ariaDisabled === 'true') trigger.ariaDisabled = before;
    }
    for (const trigger of triggers) {
      if (this.#changed.has(trigger)) continue;
      this.#changed.set(trigger, trigger.ariaDisabled);
      trigger.ariaDisabled = 'true';
    }
  }
}
