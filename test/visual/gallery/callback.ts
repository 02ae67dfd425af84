import {arrive, arriveAt, goBackToStart} from '../../support/arrive.js';
import {atTime} from '../../support/visit.js';
import {finishFlow, type Flow, forgetAttempts} from '../../../src/flows/index.js';
import {cell, cells, make, never, type Pseudo, WHOLE} from './cells.js';

interface Outcome {
  readonly name: string;
  readonly arrive: () => void | Promise<void>;
  readonly properties?: object;
  /** What the user does once there is a result. */
  readonly then?: (element: HTMLElement) => unknown;
  readonly pseudo?: Pseudo;
  /** Whether it shows nothing. */
  readonly isEmpty?: boolean;
  /** Whether the browser blocks the storage. */
  readonly isBlocked?: boolean;
}

const HOUR = 3_600_000;
const RETRYING = {...WHOLE, codeUrl: '/hang', paymentUrl: '/hang'} as const;

const answer =
  (flow: Flow, query: string): (() => Promise<void>) =>
  () =>
    arrive(flow, query);

const at =
  (query: string): (() => void) =>
  () => {
    arriveAt(query);
  };

const press = (element: HTMLElement): void => {
  element.shadowRoot?.querySelector('button')?.click();
};

const withCode = answer('connect', 'connection_id=46&code=c');
const cancelled = answer('connect', 'error=access_denied');

async function withoutStorage(run: () => Promise<void>): Promise<void> {
  const {localStorage: storage} = window;
  Object.defineProperty(window, 'localStorage', {value: null, configurable: true});
  await run();
  Object.defineProperty(window, 'localStorage', {value: storage, configurable: true});
}

/** Every sentence. */
const SENTENCES: readonly Outcome[] = [
  {name: 'connected', arrive: answer('connect', 'connection_id=46')},
  {name: 'reconnected', arrive: answer('reconnect', '')},
  {name: 'managed', arrive: answer('manage', '')},
  {name: 'transferred', arrive: answer('transfer', 'transfer_id=22')},
  {name: 'payment accepted', arrive: answer('payment', 'id_payment=31&payment_state=done')},
  {name: 'payment in process', arrive: answer('payment', 'id_payment=31')},
  {name: 'payment in part', arrive: answer('payment', 'id_payment=31&payment_state=partial')},
  {name: 'payment not confirmed', arrive: answer('payment', 'id_payment=31&payment_state=created')},
  {name: 'payment cancelled', arrive: answer('payment', 'error=cancelled'), properties: RETRYING},
  {
    name: 'payment refused',
    arrive: answer('payment', 'id_payment=31&payment_state=rejected'),
    properties: RETRYING,
  },
  {
    name: 'payment expired',
    arrive: answer('payment', 'id_payment=31&payment_state=expired'),
    properties: RETRYING,
  },
  {name: 'payment unknown', arrive: answer('payment', 'error=server_error'), properties: RETRYING},
  {name: 'cancelled', arrive: cancelled, properties: RETRYING},
  {name: 'terms declined', arrive: answer('transfer', 'error=tos_declined'), properties: RETRYING},
  {name: 'failed', arrive: answer('connect', 'error=server_error'), properties: RETRYING},
  {name: 'session expired', arrive: answer('connect', 'error=session_expired'), properties: RETRYING},
  {name: 'incomplete', arrive: answer('connect', ''), properties: RETRYING},
  {name: 'unverified: no state', arrive: at('connection_id=46')},
  {name: 'unverified: foreign state', arrive: at('state=foreign&connection_id=46')},
  {
    name: 'unverified: expired',
    arrive: () => atTime(Date.now() - 2 * HOUR, answer('connect', 'connection_id=46')),
  },
  {
    name: 'unverified: no storage',
    arrive: at('state=any&connection_id=46'),
    isBlocked: true,
  },
  {
    name: 'unverified: other owner',
    arrive: cancelled,
    properties: {...RETRYING, owner: 'somebody else'},
  },
  {
    name: 'replayed',
    arrive: async () => {
      await arrive('connect', 'connection_id=46');
      const {search} = location;
      finishFlow();
      arriveAt(`again&${search.slice(search.indexOf('state='))}`);
    },
  },
  {name: 'malformed', arrive: answer('connect', 'connection_id=46&connection_id=47')},
  {name: 'nothing to finish', arrive: at('tab=1')},
  {name: 'saving', arrive: withCode, properties: {tokenUrl: '/hang'}},
  {name: 'not saved', arrive: withCode, properties: {tokenUrl: '/500'}},
  {name: 'not saved: refused', arrive: withCode, properties: {...RETRYING, tokenUrl: '/400'}},
  {name: 'not saved: signed out', arrive: withCode, properties: {tokenUrl: '/401'}},
  {name: 'not saved: other owner', arrive: withCode, properties: {tokenUrl: '/409?other-owner'}},
  {name: 'not saved: already connected', arrive: withCode, properties: {tokenUrl: '/409?token-exists'}},
  {name: 'not saved: nothing takes the code', arrive: withCode},
];

/** One result for each look. */
const LOOKS = [
  'connected',
  'payment in process',
  'payment refused',
  'cancelled',
  'failed',
  'unverified: expired',
  'unverified: other owner',
  'replayed',
  'saving',
];

/** The other phases that a user sees. */
const PHASES: readonly Outcome[] = [
  {name: 'not saved, saving again', arrive: withCode, properties: {tokenUrl: '/500-once'}, then: press},
  {name: 'refused, nowhere to start', arrive: withCode, properties: {tokenUrl: '/400'}},
  {
    name: 'trying again',
    arrive: answer('reconnect', 'error=server_error'),
    properties: RETRYING,
    then: press,
  },
  {
    name: 'trying again failed',
    arrive: answer('reconnect', 'error=server_error'),
    properties: {...RETRYING, codeUrl: '/500'},
    then: press,
  },
  {name: 'one step, hover', arrive: answer('connect', 'connection_id=46'), pseudo: 'hover'},
  {name: 'one step, focus', arrive: answer('connect', 'connection_id=46'), pseudo: 'focus'},
  {name: 'two steps, hover', arrive: cancelled, properties: RETRYING, pseudo: 'hover'},
  {name: 'two steps, focus', arrive: cancelled, properties: RETRYING, pseudo: 'focus'},
  {name: 'left to the page', arrive: cancelled, isEmpty: true},
];

/** Answers requests with the status in their path, and the error in their query. */
function answerByAddress(): void {
  const asked = new Set<string>();
  globalThis.fetch = (address) => {
    const url = address instanceof Request ? address.url : address.toString();
    const [, status = '', once, error] = /\/(\d+)(-once)?(?:\?(.*))?$/.exec(url) ?? [];
    if (!status || (once && asked.has(url))) return never();
    asked.add(url);
    return Promise.resolve(Response.json({error}, {status: Number(status)}));
  };
}

/** Returns whether an element shows a result, or that it waits for the back end. */
function hasSpoken(element: HTMLElement): boolean {
  const regions = element.shadowRoot?.querySelectorAll('[role=status], [role=alert]') ?? [];
  return [...regions].some((region) => region.textContent.trim() !== '');
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Draws `<budgea-callback>` in every phase and look. */
export function drawCallbacks(body: HTMLElement): Promise<void> {
  const looks = SENTENCES.filter(({name}) => LOOKS.includes(name) || name.startsWith('not saved'));
  return draw(body, [...looks, ...PHASES]);
}

/** Draws `<budgea-callback>` with every result, so with every sentence. */
export function drawResults(body: HTMLElement): Promise<void> {
  return draw(body, SENTENCES);
}

/** Makes two of `<budgea-callback>`: after a success, and after a failure with two next steps. */
export async function callbackPair(): Promise<readonly HTMLElement[]> {
  const pair: HTMLElement[] = [];
  for (const query of ['connection_id=46', 'error=server_error']) {
    await arrive('connect', query);
    const element = make('budgea-callback', RETRYING);
    document.body.append(element);
    await until(() => hasSpoken(element));
    pair.push(element);
  }
  goBackToStart();
  return pair;
}

async function draw(body: HTMLElement, outcomes: readonly Outcome[]): Promise<void> {
  answerByAddress();
  const grid = cells('');
  body.append(grid);
  const waits: Promise<void>[] = [];
  for (const outcome of outcomes) {
    const element = make('budgea-callback', outcome.properties);
    if (outcome.isEmpty) {
      element.addEventListener('budgea-result', (event) => {
        event.preventDefault();
      });
    }
    const place = cell(outcome.name, [element], outcome.pseudo);
    // as on a page that has just loaded
    forgetAttempts();
    await outcome.arrive();
    const read = async (): Promise<void> => {
      grid.append(place);
      await until(() => element.result !== undefined);
    };
    await (outcome.isBlocked ? withoutStorage(read) : read());
    waits.push(reach(outcome, element));
  }
  await Promise.all(waits);
  goBackToStart();
}

async function reach({name, isEmpty, then}: Outcome, element: HTMLElement): Promise<void> {
  if (isEmpty) return;
  await until(() => hasSpoken(element));
  if (name !== 'saving') await until(() => element.shadowRoot?.querySelector('[part=actions] > *') !== null);
  then?.(element);
}
