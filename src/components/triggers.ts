import type {LitElement, ReactiveController} from 'lit';

/** The buttons in an element's slot `trigger`: the page's own, or else the default one. */
export function triggersOf(host: LitElement): HTMLElement[] {
  const slot = host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=trigger]');
  return (slot?.assignedElements({flatten: true}) ?? []) as HTMLElement[];
}

/** Says on each trigger that it does nothing for now, and gives back what stood there before. */
export class TriggersController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isOff: () => boolean;
  readonly #before = new Map<HTMLElement, string | null>();

  constructor(host: LitElement, isOff: () => boolean) {
    this.#host = host;
    this.#isOff = isOff;
    host.addController(this);
  }

  hostUpdated(): void {
    // one that is natively disabled says so itself
    const off = this.#isOff()
      ? triggersOf(this.#host).filter((trigger) => !trigger.matches(':disabled'))
      : [];
    for (const [trigger, before] of this.#before) {
      if (off.includes(trigger)) continue;
      this.#before.delete(trigger);
      // what the page wrote there in the meantime is the page's
      if (trigger.getAttribute('aria-disabled') !== 'true') continue;
      if (before === null) trigger.removeAttribute('aria-disabled');
      else trigger.setAttribute('aria-disabled', before);
    }
    for (const trigger of off) {
      if (this.#before.has(trigger)) continue;
      this.#before.set(trigger, trigger.getAttribute('aria-disabled'));
      trigger.setAttribute('aria-disabled', 'true');
    }
  }
}
