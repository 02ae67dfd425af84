/** An event of an element, as a page heard it. */
export interface Entry {
  readonly time: string;
  readonly type: string;
  readonly text: string;
}

const MOST = 30;
/** A secret, and a text that is not for users. */
const HIDDEN = ['code', 'description'];

/** Every event of the elements, the latest first, from one page to the next. */
export class EventJournal {
  readonly #key: string;
  readonly #onChange: () => void;

  /** @param key under which the browser's session keeps it. */
  constructor(key: string, onChange: () => void) {
    this.#key = key;
    this.#onChange = onChange;
  }

  get entries(): readonly Entry[] {
    return JSON.parse(sessionStorage.getItem(this.#key) ?? '[]') as Entry[];
  }

  /** Hears every event of the document from here on, until the signal. */
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
    sessionStorage.setItem(this.#key, JSON.stringify([entry, ...this.entries].slice(0, MOST)));
    this.#onChange();
  }
}
