import type {LitElement} from 'lit';

/** The buttons in an element's slot `trigger`: the page's own, or else the default one. */
export function triggersOf(host: LitElement): HTMLElement[] {
  const slot = host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=trigger]');
  return (slot?.assignedElements({flatten: true}) ?? []) as HTMLElement[];
}

/** Says on each trigger that it does nothing for now, and gives back what stood there before. */
export class Triggers implements EventListenerObject {
  readonly #host: LitElement;
  /** The triggers that are told, with what stood there before; nothing while the element works. */
  #told: Map<HTMLElement, string | null> | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Has them say so, or no longer, once the host is rendered. */
  update(isOff: boolean): void {
    const {renderRoot} = this.#host;
    if (isOff) {
      // heard only meanwhile, since the label of every button is such a change, too
      renderRoot.addEventListener('slotchange', this);
      // one that is natively disabled says so itself
      this.#tell(triggersOf(this.#host).filter((trigger) => !trigger.matches(':disabled')));
    } else if (this.#told) {
      renderRoot.removeEventListener('slotchange', this);
      this.#tell([]);
      this.#told = undefined;
    }
  }

  /** A trigger may have come or gone. */
  handleEvent(): void {
    this.update(true);
  }

  /** Tells these triggers, and these alone. */
  #tell(triggers: readonly HTMLElement[]): void {
    const told = (this.#told ??= new Map<HTMLElement, string | null>());
    for (const [trigger, before] of told) {
      if (triggers.includes(trigger)) continue;
      told.delete(trigger);
      // what the page wrote there in the meantime is the page's
      if (trigger.getAttribute('aria-disabled') !== 'true') continue;
      if (before === null) trigger.removeAttribute('aria-disabled');
      else trigger.setAttribute('aria-disabled', before);
    }
    for (const trigger of triggers) {
      if (told.has(trigger)) continue;
      told.set(trigger, trigger.getAttribute('aria-disabled'));
      trigger.setAttribute('aria-disabled', 'true');
    }
  }
}
