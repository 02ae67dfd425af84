import {
  type FinishOptions,
  finishFlow,
  type Flow,
  type FlowResult,
  startFlow,
  type StartOptions,
} from '../../src/flows/index.js';
import {MemoryStorage} from './memory-storage.js';

export const CALLBACK = 'https://app.example/callback';
export const DOCUMENTED_CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
/** The required options of connect. */
export const connect = {domain: 'demo', clientId: 17473055, redirectUri: CALLBACK} as const;

/** A browser: its storage, and the addresses that it left for. */
export class Visit {
  readonly left: string[] = [];
  readonly store: MemoryStorage;
  readonly navigate = (url: string): void => {
    this.left.push(url);
  };

  constructor(store: MemoryStorage = new MemoryStorage()) {
    this.store = store;
  }

  async start<F extends Flow>(flow: F, options: Omit<StartOptions<F>, 'store' | 'navigate'>): Promise<void> {
    const all = {...options, store: this.store, navigate: this.navigate} as unknown as StartOptions<F>;
    await startFlow(flow, all);
  }

  /** The state of the latest start. */
  get state(): string {
    return this.sent('state') ?? '';
  }

  /** Returns a parameter that the latest start sent. */
  sent(name: string): string | null {
    return new URL(this.left.at(-1) ?? 'none:').searchParams.get(name);
  }

  finish(query: string, options: FinishOptions = {}): FlowResult {
    return finishFlow({url: CALLBACK + query, store: this.store, ...options});
  }
}

/** Runs a function with the clock stopped at a time. */
export async function atTime<T>(time: number, run: () => T | Promise<T>): Promise<T> {
  const {now} = Date;
  Date.now = () => time;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}
