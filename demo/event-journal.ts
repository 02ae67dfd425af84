/** An event of an element. */
export interface Entry {
  readonly time: string;
  readonly type: string;
  readonly text: string;
}

const MAX_ENTRIES = 30;
/** The fields of a result that are not shown: a secret, and a text that is only for logs. */
const HIDDEN = ['code', 'description'];

/** Keeps the events of the elements across pages, the latest first. */
export class EventJournal {
  readonly #key: string;
  readonly #onChange: () => void;

  /** @param key the key of the session storage that it is kept under. */
  constructor(key: string, onChange: () => void) {
    this.#key = key;
    this.#onChange = onChange;
  }

  get entries(): readonly Entry[] {
    return JSON.parse(sessionStorage.getItem(this.#key) ?? '[]') as Entry[];
  }

  /** Listens to the events of the document until the signal aborts. */
  listen(signal?: AbortSignal): void {
    const options = signal ? {signal} : {};
    document.addEventListener(
      'budgea-leave',
      ({type, flow, url}) => {
        this.#note(type, `${flow} → ${url.replace(/([?&]code=)[^&]*/, '$1…')}`);
      },
      options,
    );
    document.addEventListener(
      'budgea-error',
      ({type, error}) => {
        this.#note(type, `${error.code}: ${error.message}`);
      },
      options,
    );
    document.addEventListener(
      'budgea-result',
      ({type, result}) => {
        const hide = (key: string, value: unknown): unknown => (HIDDEN.includes(key) ? '…' : value);
        this.#note(type, JSON.stringify(result, hide));
      },
      options,
    );
  }

  readonly clear = (): void => {
    sessionStorage.removeItem(this.#key);
    this.#onChange();
  };

  #note(type: string, text: string): void {
    const entry = {time: new Date().toLocaleTimeString(document.documentElement.lang), type, text};
    sessionStorage.setItem(this.#key, JSON.stringify([entry, ...this.entries].slice(0, MAX_ENTRIES)));
    this.#onChange();
  }
}
