import {expect, waitUntil} from '@open-wc/testing';
import type {FlowElement} from '../../src/components/internal/flow-element.js';
import {finishFlow} from '../../src/flows/index.js';
import type {} from '../../src/index.js';
import type {FrameworkPage} from './page.js';
import {type Step, STEPS} from './values.js';

/** Is the page empty or from a server, and are the elements registered before the framework starts, or afterwards? */
const MODES = [
  'rendered, defined early',
  'rendered, defined late',
  'hydrated, defined early',
  'hydrated, defined late',
] as const;
type Mode = (typeof MODES)[number];

/** What reaches an element at each step. */
type Given = Readonly<Partial<Record<Step, string>>>;

interface Case {
  readonly id: string;
  readonly given: Given;
  readonly read: (page: Page, id: string) => Promise<string>;
}

/** What a framework does not do in the usual way. */
interface Limit {
  readonly for: string;
  readonly gives: Given;
  readonly in?: readonly Mode[] | undefined;
}

const NOT_GIVEN = 'nothing';
const REFUSED = 'invalid-parameter';

/** A page of a framework, in a frame. */
class Page {
  readonly errors: string[] = [];
  readonly #frame = document.createElement('iframe');
  readonly #callbacks = new Set<string>();

  async open(path: string): Promise<void> {
    await new Promise((resolve) => {
      this.#frame.addEventListener('load', resolve, {once: true});
      this.#frame.src = `/frameworks/${path}`;
      document.body.append(this.#frame);
    });
    this.window.addEventListener('error', ({message}) => this.errors.push(message));
    this.document.addEventListener('budgea-result', ({target}) =>
      this.#callbacks.add((target as Element).id),
    );
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

  /** Waits until both callback elements have fired their result. */
  async results(): Promise<void> {
    await waitUntil(() => this.#callbacks.size === 2);
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

const result: Case['read'] = async (page, id) => {
  await page.results();
  return page.framework.calls.find((call) => call.endsWith(` ${id}`)) ?? NOT_GIVEN;
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
  // a callback element has one result
  ...ways('result').map((id) => ({id, read: result, given: {first: `first on ${id}`}})),
];

interface Framework {
  readonly page: string;
  readonly isRendered: boolean;
  readonly limits: readonly Limit[];
}

const LATE = MODES.filter((mode) => mode.endsWith('late'));
const HYDRATED = MODES.filter((mode) => mode.startsWith('hydrated'));
const UPDATES: readonly Step[] = ['first', 'second'];

/** The value does not arrive: it counts as not given. */
function lost(ids: readonly string[], steps: readonly Step[], modes?: readonly Mode[]): Limit[] {
  return ids.map((id) => {
    const instead = id.startsWith('fetch') ? 'platform-fetch' : NOT_GIVEN;
    return {for: id, gives: Object.fromEntries(steps.map((step) => [step, instead])), in: modes};
  });
}

/** The framework writes an attribute in place of a property. A function's text is never sent. */
function asAttributes(steps: readonly Step[], modes?: readonly Mode[]): Limit[] {
  const gives = Object.fromEntries(steps.map((step) => [step, REFUSED]));
  return [{for: 'code-plain', gives, in: modes}, ...lost(['context-plain', 'fetch-plain'], steps, modes)];
}

const PROPERTIES = ['context-plain', 'code-plain', 'fetch-plain'];

const REACT_18: readonly Limit[] = [
  // all is an attribute, and a function is none
  ...lost([...PROPERTIES, 'leave-plain', 'error-plain'], UPDATES),
  ...lost(['result-plain'], ['first']),
];

const REACT_19: readonly Limit[] = [
  ...lost(PROPERTIES, ['first'], LATE),
  // hydration sets neither properties nor listeners, until they change
  ...lost([...PROPERTIES, 'leave-plain', 'error-plain', 'result-plain'], ['first'], HYDRATED),
  // its server renders no lists
  ...lost(['connectorIds-camel', 'connectorIds-lower'], ['first'], HYDRATED),
];

const PREACT: readonly Limit[] = [
  ...lost(PROPERTIES, ['first'], LATE),
  // hydration sets functions only
  ...lost(['context-plain'], ['first'], HYDRATED),
];

const SOLID: readonly Limit[] = [
  // hydration sets no property until it changes, and its server writes a function's text
  ...asAttributes(['first'], HYDRATED),
  // the first listener stays
  ...['leave-plain', 'error-plain'].map((id) => ({
    for: id,
    gives: {second: `first on ${id}`, none: `first on ${id}`},
  })),
];

const VUE: readonly Limit[] = [
  ...asAttributes(['first'], LATE),
  // it writes 0 to take a number away from a property
  {for: 'clientId-camel', gives: {none: '0'}, in: ['rendered, defined early']},
  {
    for: 'maxConnections-camel',
    gives: {none: REFUSED},
    in: ['rendered, defined early'],
  },
];

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  HTML: {page: 'html', isRendered: false, limits: asAttributes(UPDATES)},
  Lit: {page: 'lit', isRendered: false, limits: asAttributes(UPDATES)},
  'React 18': {page: 'react-18', isRendered: true, limits: REACT_18},
  'React 19': {page: 'react-19', isRendered: true, limits: REACT_19},
  'Preact 10': {page: 'preact-10', isRendered: true, limits: PREACT},
  'Preact 11': {page: 'preact-11', isRendered: true, limits: PREACT},
  Solid: {page: 'solid', isRendered: true, limits: SOLID},
  Vue: {page: 'vue', isRendered: true, limits: VUE},
  // Svelte decides between property and attribute once
  Svelte: {page: 'svelte', isRendered: true, limits: asAttributes(UPDATES, LATE)},
  Angular: {page: 'angular', isRendered: false, limits: asAttributes(UPDATES)},
};

/** Walks a page through its steps, and notes what has reached each element. */
async function walk(page: Page, name: string, mode: Mode): Promise<Map<string, Given>> {
  const [how, when] = mode.split(', defined ');
  await page.open(`${name}/${how === 'hydrated' ? 'from-server' : 'empty'}?state=unknown&connection_id=1`);
  if (when === 'early') await page.framework.define();
  await page.framework.start();
  if (when === 'late') await page.framework.define();
  const seen = new Map<string, Partial<Record<Step, string>>>(CASES.map(({id}) => [id, {}]));
  for (const step of STEPS) {
    if (step !== 'first') await page.framework.update(step);
    for (const {id, read, given} of CASES) {
      if (step in given) seen.get(id)![step] = await read(page, id);
    }
  }
  return seen;
}

for (const [name, framework] of Object.entries(FRAMEWORKS)) {
  for (const mode of MODES) {
    if (mode.startsWith('hydrated') && !framework.isRendered) continue;
    describe(`${name}, ${mode}, gives`, () => {
      const page = new Page();
      let seen: Map<string, Given>;

      before(async () => {
        seen = await walk(page, framework.page, mode);
      });

      it('nothing after it has taken its elements away', async () => {
        await page.framework.remove();
        expect(page.document.querySelectorAll('#root *')).to.have.lengthOf(0);
        expect(page.errors).to.deep.equal([]);
      });

      after(() => {
        page.close();
        localStorage.clear();
      });

      for (const {id, given} of CASES) {
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
