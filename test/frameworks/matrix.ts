import {expect, waitUntil} from '@open-wc/testing';
import type {FlowElement} from '../../src/components/internal/flow-element.js';
import {finishFlow, startFlow} from '../../src/flows/index.js';
import type {BudgeaCallbackElement, BudgeaConnectionElement} from '../../src/index.js';
import type {FrameworkPage} from './page.js';
import {type Step, STEPS} from './values.js';

/** How long a page of a framework may take on a busy machine, in ms. */
const LONG = {timeout: 10_000};

/** Is the page empty or from a server, and are the elements registered before the framework starts, or afterwards? */
export const MODES = [
  'rendered, defined early',
  'rendered, defined late',
  'hydrated, defined early',
  'hydrated, defined late',
] as const;
export type Mode = (typeof MODES)[number];

/** What reaches an element at each step. */
type Given = Readonly<Partial<Record<Step, string>>>;

interface Case {
  readonly id: string;
  readonly given: Given;
  readonly read: (page: Page, id: string) => Promise<string>;
}

/** What a framework does not do in the usual way. */
export interface Limit {
  readonly for: string;
  readonly gives: Given;
  readonly in?: readonly Mode[] | undefined;
}

export const NOT_GIVEN = 'nothing';
export const REFUSED = 'invalid-parameter';

/** A page of a framework, in a frame. */
class Page {
  readonly errors: string[] = [];
  readonly #frame = document.createElement('iframe');
  /** How often each callback element has told its result or an error, and the code of the latest error. */
  readonly #told = new Map<string, {readonly times: number; readonly code?: string}>();

  async open(path: string): Promise<void> {
    await new Promise((resolve) => {
      this.#frame.addEventListener('load', resolve, {once: true});
      this.#frame.src = `/frameworks/${path}`;
      document.body.append(this.#frame);
    });
    this.window.addEventListener('error', ({message}) => this.errors.push(message));
    // each mistake is written there
    Object.assign((this.window as unknown as {readonly console: Console}).console, {error: () => undefined});
    for (const type of ['budgea-done', 'budgea-error'] as const) {
      this.document.addEventListener(type, (event) => {
        const {id, localName} = event.target as Element;
        if (localName !== 'budgea-callback') return;
        const times = (this.#told.get(id)?.times ?? 0) + 1;
        this.#told.set(id, 'error' in event ? {times, code: event.error.code} : {times});
      });
    }
  }

  get window(): Window {
    return this.#frame.contentWindow as Window;
  }

  get document(): Document {
    return this.window.document;
  }

  get framework(): FrameworkPage {
    return this.window.framework;
  }

  /** Starts an element's flow, and returns the address that it would leave for, or the code of its error. */
  async press(id: string): Promise<URL | string> {
    const element = this.document.getElementById(id) as FlowElement;
    let outcome: URL | string = NOT_GIVEN;
    const controller = new AbortController();
    this.document.addEventListener(
      'budgea-leave',
      (event) => {
        event.preventDefault();
        outcome = new URL(event.url);
      },
      controller,
    );
    this.document.addEventListener(
      'budgea-error',
      (event) => {
        event.preventDefault();
        outcome = event.error.code;
      },
      controller,
    );
    await element.start();
    controller.abort();
    return outcome;
  }

  /** Waits until all callback elements have nothing to do any more, or have failed. */
  async settled(): Promise<void> {
    const {length} = this.document.querySelectorAll('budgea-callback');
    await waitUntil(() => this.#told.size === length, 'each element is done', LONG);
  }

  /** Presses the button that saves a received code again. Returns the code of the error if it does not come back. */
  async saveAgain(id: string): Promise<string> {
    const element = this.document.getElementById(id) as BudgeaCallbackElement;
    await element.updateComplete;
    const before = this.#told.get(id)?.times;
    const button = element.shadowRoot?.querySelector('button');
    button?.click();
    if (button) await waitUntil(() => this.#told.get(id)?.times !== before, 'it is saved again', LONG);
    return this.#told.get(id)?.code ?? NOT_GIVEN;
  }

  close(): void {
    this.#frame.remove();
  }
}

/** Reads a parameter of the address that an element leaves for. */
const parameter =
  (name: string): Case['read'] =>
  async (page, id) => {
    const outcome = await page.press(id);
    return typeof outcome === 'string' ? outcome : (outcome.searchParams.get(name) ?? NOT_GIVEN);
  };

const context: Case['read'] = async (page, id) => {
  const outcome = await page.press(id);
  if (typeof outcome === 'string') return outcome;
  const answer = `/callback?state=${outcome.searchParams.get('state') ?? ''}&connection_id=1`;
  const result = finishFlow({url: new URL(answer, location.href).href, clean: false});
  if (result.kind !== 'success') return result.kind;
  return (result.context as {readonly from: string} | undefined)?.from ?? NOT_GIVEN;
};

const leaves: Case['read'] = async (page, id) => ((await page.press(id)) instanceof URL ? 'left' : NOT_GIVEN);

/** Tells which listener of an element is called: that of the first step, or of the second. */
const pressed: Case['read'] = async (page, id) => {
  const {length} = page.framework.calls;
  await page.press(id);
  return page.framework.calls.slice(length).join() || NOT_GIVEN;
};

/** Tells which listener has heard of a result, or that nothing is left to do. Each has one chance. */
const heard: Case['read'] = async (page, id) => {
  await page.settled();
  return page.framework.calls.filter((call) => call.endsWith(` on ${id}`)).join() || NOT_GIVEN;
};

const label: Case['read'] = async (page, id) => {
  const outcome = await page.press(id);
  if (typeof outcome === 'string') return outcome;
  const element = page.document.getElementById(id) as FlowElement;
  await element.updateComplete;
  const text = element.shadowRoot?.querySelector('button')?.textContent.trim() ?? '';
  return text.endsWith('label') ? text : NOT_GIVEN;
};

const connection: Case['read'] = async (page, id) => {
  const outcome = await page.press(id);
  if (typeof outcome === 'string') return outcome;
  const {remedy} = page.document.getElementById(id) as BudgeaConnectionElement;
  return remedy.kind === 'known' ? remedy.error : NOT_GIVEN;
};

/** Tells which function takes the received code, if any. */
const saves: Case['read'] = async (page, id) => {
  await page.settled();
  const {length} = page.framework.calls;
  const code = await page.saveAgain(id);
  return code === REFUSED ? code : page.framework.calls.slice(length).join() || NOT_GIVEN;
};

const spellings = (name: string): string[] => ['hyphenated', 'camel', 'lower'].map((way) => `${name}-${way}`);
const ways = (name: string): string[] => [`${name}-plain`, `${name}-advised`];

const CASES: readonly Case[] = [
  ...spellings('clientId').map((id) => ({
    id,
    read: parameter('client_id'),
    given: {first: '1', second: '2', none: '9'},
  })),
  ...spellings('maxConnections').map((id) => ({
    id,
    read: parameter('max_connections'),
    given: {first: '3', second: '4', none: NOT_GIVEN},
  })),
  ...spellings('connectorIds').map((id) => ({
    id,
    read: parameter('connector_ids'),
    given: {first: '3,59', second: '40', none: NOT_GIVEN},
  })),
  ...spellings('resetCredentials').map((id) => ({
    id,
    read: parameter('reset_credentials'),
    given: {first: 'true', second: NOT_GIVEN, none: NOT_GIVEN},
  })),
  {id: 'disabled', read: leaves, given: {first: NOT_GIVEN, second: 'left', none: 'left'}},
  ...ways('context').map((id) => ({
    id,
    read: context,
    given: {first: 'first', second: 'second', none: NOT_GIVEN},
  })),
  ...ways('code').map((id) => ({
    id,
    read: parameter('code'),
    given: {first: 'first-code', second: 'second-code', none: NOT_GIVEN},
  })),
  ...ways('fetch').map((id) => ({
    id,
    read: parameter('code'),
    given: {first: 'first-fetch', second: 'second-fetch', none: 'platform-fetch'},
  })),
  ...[...ways('leave'), ...ways('error')].map((id) => ({
    id,
    read: pressed,
    given: {first: `first on ${id}`, second: `second on ${id}`, none: NOT_GIVEN},
  })),
  ...ways('connection').map((id) => ({
    id,
    read: connection,
    given: {first: 'wrongpass', second: 'SCARequired', none: NOT_GIVEN},
  })),
  ...ways('texts').map((id) => ({
    id,
    read: label,
    given: {first: 'first label', second: 'second label', none: NOT_GIVEN},
  })),
  // a callback element has one result
  ...[...ways('result'), ...ways('done')].map((id) => ({
    id,
    read: heard,
    given: {first: `first on ${id}`},
  })),
];

/** What is read on a page that has received a code. */
const SAVING: readonly Case[] = ways('saveCode').map((id) => ({
  id,
  read: saves,
  given: {first: 'first saves', second: 'second saves', none: NOT_GIVEN},
}));

/** A row of the matrix. */
export interface Framework {
  readonly page: string;
  readonly isRendered: boolean;
  readonly limits: readonly Limit[];
}

/** Walks a page through its steps, and notes what has reached each element. */
async function walk(
  page: Page,
  path: string,
  mode: Mode,
  cases: readonly Case[],
): Promise<Map<string, Given>> {
  await page.open(path);
  const isEarly = mode.endsWith('early');
  if (isEarly) await page.framework.define();
  await page.framework.start();
  if (!isEarly) await page.framework.define();
  const seen = new Map<string, Partial<Record<Step, string>>>(cases.map(({id}) => [id, {}]));
  for (const step of STEPS) {
    if (step !== 'first') await page.framework.update(step);
    for (const {id, read, given} of cases) {
      if (step in given) seen.get(id)![step] = await read(page, id);
    }
  }
  return seen;
}

/** Starts a flow as a button does, and returns the query that it would come back with. */
async function answerWithCode(): Promise<string> {
  let state = '';
  await startFlow('connect', {
    domain: 'demo',
    clientId: 1,
    redirectUri: `${location.origin}/callback`,
    navigate: (url) => {
      state = new URL(url).searchParams.get('state') ?? '';
    },
  });
  return `state=${state}&connection_id=1&code=received`;
}

/** Describes what each of a framework's pages must give to its elements. */
export function describeFramework(name: string, framework: Framework): void {
  for (const mode of MODES) {
    if (mode.startsWith('hydrated') && !framework.isRendered) continue;
    describe(`${name}, ${mode}, gives`, () => {
      const pages = [new Page(), new Page()] as const;
      const seen = new Map<string, Given>();

      before(async () => {
        const path = `${framework.page}/${mode.startsWith('hydrated') ? 'from-server' : 'empty'}`;
        const [page, saving] = pages;
        for (const [id, given] of await walk(page, `${path}?state=unknown&connection_id=1`, mode, CASES)) {
          seen.set(id, given);
        }
        for (const [id, given] of await walk(saving, `${path}?${await answerWithCode()}`, mode, SAVING)) {
          seen.set(id, given);
        }
      });

      it('nothing after it has taken its elements away', async () => {
        for (const page of pages) {
          await page.framework.remove();
          expect(page.document.querySelectorAll('#root *')).to.have.lengthOf(0);
          expect(page.errors).to.deep.equal([]);
        }
      });

      after(() => {
        for (const page of pages) page.close();
        localStorage.clear();
      });

      for (const {id, given} of [...CASES, ...SAVING]) {
        it(id, () => {
          const limits = framework.limits.filter(
            (limit) => limit.for === id && (limit.in?.includes(mode) ?? true),
          );
          expect(seen.get(id)).to.deep.equal(Object.assign({}, given, ...limits.map(({gives}) => gives)));
        });
      }
    });
  }
}
