import type {BudgeaLeaveEvent} from '../../src/index.js';

/** Cancels every departure from the page, and records its address. */
export class Departures {
  readonly events: BudgeaLeaveEvent[] = [];
  readonly #document: Document;
  readonly #onLeave = (event: BudgeaLeaveEvent): void => {
    event.preventDefault();
    this.events.push(event);
  };

  constructor(page: Document = document) {
    this.#document = page;
    page.addEventListener('budgea-leave', this.#onLeave);
  }

  get query(): URLSearchParams {
    return new URL(this.events.at(-1)?.url ?? 'none:').searchParams;
  }

  stop(): void {
    this.#document.removeEventListener('budgea-leave', this.#onLeave);
  }
}
