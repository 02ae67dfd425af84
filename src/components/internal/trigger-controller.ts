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

  hostUpdated(): void {
    const isDisabled = this.#isDisabled();
    // listens only while disabled, because each label causes such an event too
    const listen = isDisabled ? 'addEventListener' : 'removeEventListener';
    this.#host.renderRoot[listen]('slotchange', this.#onSlotChange);
    // a trigger that is natively disabled needs no attribute
    this.#mark(isDisabled ? this.triggers.filter((trigger) => !trigger.matches(':disabled')) : []);
  }

  /** Updates the triggers after one was added or removed. */
  readonly #onSlotChange = (): void => {
    this.hostUpdated();
  };

  /** Marks these triggers as disabled, and no others. */
  #mark(triggers: readonly HTMLElement[]): void {
    for (const [trigger, before] of this.#changed) {
      if (triggers.includes(trigger)) continue;
      this.#changed.delete(trigger);
      // the page may have written another value in the meantime
      if (trigger.getAttribute('aria-disabled') !== 'true') continue;
      if (before === null) trigger.removeAttribute('aria-disabled');
      else trigger.setAttribute('aria-disabled', before);
    }
    for (const trigger of triggers) {
      if (this.#changed.has(trigger)) continue;
      this.#changed.set(trigger, trigger.getAttribute('aria-disabled'));
      trigger.setAttribute('aria-disabled', 'true');
    }
  }
}
