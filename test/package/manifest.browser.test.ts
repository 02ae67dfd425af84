import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {CSSResult, LitElement, TemplateResult} from 'lit';
import '../../src/define.js';
import {startFlow} from '../../src/flows/index.js';
import {connection, FETCHING, WRONGPASS} from '../support/connections.js';
import {FakeBackEnd} from '../support/back-end.js';

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
}

interface ElementDeclaration {
  readonly name: string;
  readonly tagName: string;
  readonly description: string;
  readonly summary: string;
  readonly attributes?: readonly (Described & {readonly fieldName: string})[];
  readonly members: readonly (Described & {readonly kind: string; readonly static?: boolean})[];
  readonly events?: readonly (Described & {readonly type: {readonly text: string}})[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

interface Manifest {
  readonly modules: readonly {readonly declarations: readonly Partial<ElementDeclaration>[]}[];
}

/** The build creates it. */
const manifest = (await (await fetch('/custom-elements.json')).json()) as Manifest;
const declarations = manifest.modules
  .flatMap((module) => module.declarations)
  .filter((declaration): declaration is ElementDeclaration => declaration.tagName !== undefined);

/** An internal event. */
const INTERNAL = 'budgea-settings';
const BUTTONS = ['connect', 'reconnect', 'manage', 'transfer', 'payment'];

/** What an element rendered and fired in its states. */
class Sightings {
  readonly parts = new Set<string>();
  readonly slots = new Set<string>();
  readonly states = new Set<string>();
  readonly events = new Map<string, string>();
  readonly #element: LitElement;
  readonly #possibleStates: readonly string[];

  constructor(element: LitElement, possibleStates: readonly string[]) {
    this.#element = element;
    this.#possibleStates = possibleStates;
    this.look();
  }

  look(): void {
    for (const node of this.#element.renderRoot.querySelectorAll('[part]'))
      for (const part of node.part) this.parts.add(part);
    for (const slot of this.#element.renderRoot.querySelectorAll('slot'))
      this.slots.add(slot.name.replace(/-\d+$/, '-{id}'));
    for (const state of this.#possibleStates)
      if (this.#element.matches(`:state(${state})`)) this.states.add(state);
  }
}

const names = (described: readonly Described[] = []): string[] => described.map(({name}) => name).sort();
const page = location.href;

/** Starts a flow, and returns its state. */
async function sentState(code?: string): Promise<string> {
  let url = '';
  await startFlow('connect', {
    domain: 'demo',
    clientId: 1,
    redirectUri: `${location.origin}/callback`,
    code,
    navigate: (address) => {
      url = address;
    },
  });
  return new URL(url).searchParams.get('state') ?? '';
}

/** Puts an answer of the webview into this page's address. */
async function arrive(answer: string, code?: string): Promise<void> {
  const url = new URL(page);
  url.search += `${url.search ? '&' : '?'}state=${await sentState(code)}&${answer}`;
  history.replaceState(null, '', url);
}

const settle = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Watches what an element renders and fires. */
async function watch(
  tag: string,
  template: TemplateResult,
  declared: ElementDeclaration,
): Promise<Sightings> {
  const fired = new Map<string, string>();
  const {dispatchEvent} = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    if (this instanceof HTMLElement && this.localName === tag) fired.set(event.type, event.constructor.name);
    return dispatchEvent.call(this, event);
  };
  const onLeave = (event: Event): void => {
    event.preventDefault();
  };
  document.addEventListener('budgea-leave', onLeave);
  try {
    const element = await fixture<LitElement>(template);
    const seen = new Sightings(element, names(declared.cssStates));
    const observer = new MutationObserver(() => {
      seen.look();
    });
    observer.observe(element.renderRoot, {subtree: true, childList: true, attributes: true});
    if (tag === 'budgea-callback')
      await waitUntil(() => element.renderRoot.querySelector('[part=actions] > *, [role=alert]:not(:empty)'));
    await settle();
    for (let press = 0; press < 2; press += 1) {
      const button = element.renderRoot.querySelector('button');
      button?.click();
      await settle();
      seen.look();
    }
    observer.disconnect();
    for (const [type, constructor] of fired) seen.events.set(type, constructor);
    return seen;
  } finally {
    EventTarget.prototype.dispatchEvent = dispatchEvent;
    document.removeEventListener('budgea-leave', onLeave);
  }
}

/** Brings an element into each of its states. */
async function statesOf(declared: ElementDeclaration, backEnd: FakeBackEnd): Promise<readonly Sightings[]> {
  const tag = declared.tagName;
  const see = (template: TemplateResult): Promise<Sightings> => watch(tag, template, declared);
  const whole = {
    domain: 'demo',
    clientId: 1,
    redirectUri: '/cb',
    code: 'c',
    connectionId: 1,
    paymentId: 1,
    state: 's',
  };
  const make = (properties: object, attributes: Readonly<Record<string, string>> = {}): TemplateResult => {
    const element = Object.assign(document.createElement(tag), properties);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return html`${element}`;
  };
  if (tag === 'budgea-webview') return [await see(make({}))];
  if (tag === 'budgea-connections') {
    const connections = [connection('1', WRONGPASS), connection('2', FETCHING)];
    backEnd.answer(() => Response.json({connections}));
    return [await see(make({connectionsUrl: '/connections'})), await see(make({}))];
  }
  if (tag !== 'budgea-callback') {
    const error = tag === 'budgea-connection' ? {error: 'wrongpass', errorMessage: 'Two tries left.'} : {};
    return [
      await see(make({...error})),
      await see(make({...whole, ...error})),
      await see(make({...whole, ...error, code: () => new Promise(() => undefined)})),
    ];
  }
  const seen = [await see(make({}))];
  backEnd.answer(() => new Response(null, {status: 500}));
  await arrive('connection_id=1&code=c');
  seen.push(await see(make({tokenUrl: '/token'})));
  await arrive('error=server_error');
  seen.push(await see(make({domain: 'demo', clientId: 1})));
  await arrive('error=server_error', 'c');
  backEnd.hang();
  seen.push(await see(make({domain: 'demo', clientId: 1, codeUrl: '/code'})));
  return seen;
}

for (const declared of declarations) {
  /** Tells whether a property has a getter. One that has only a setter is another spelling of a property. */
  function isReadable({prototype}: {readonly prototype: object}, name: PropertyKey): boolean {
    for (let owner: object | null = prototype; owner; owner = Object.getPrototypeOf(owner) as object | null) {
      const property = Object.getOwnPropertyDescriptor(owner, name);
      if (property) return property.get !== undefined;
    }
    return false;
  }

  describe(`the manifest of <${declared.tagName}>`, () => {
    const constructor = customElements.get(declared.tagName) as typeof LitElement;
    const backEnd = new FakeBackEnd();
    let seen: readonly Sightings[];
    const all = (of: (sightings: Sightings) => Iterable<string>): string[] =>
      [...new Set(seen.flatMap((sightings) => [...of(sightings)]))].sort();

    before(async () => {
      seen = await statesOf(declared, backEnd);
    });

    after(() => {
      backEnd.restore();
      localStorage.clear();
      history.replaceState(null, '', page);
    });

    it('has exactly the observed attributes, each with a property and a description', () => {
      const properties = [...constructor.elementProperties].filter(([name]) => isReadable(constructor, name));
      const attributes = properties.map(([name, {attribute = name}]) => attribute).filter(Boolean);
      expect(names(declared.attributes)).to.deep.equal(attributes.sort());
      expect(constructor.observedAttributes).to.include.members(attributes);
      const element = document.createElement(declared.tagName);
      for (const {name, fieldName, description} of declared.attributes ?? []) {
        expect(fieldName in element, name).to.equal(true);
        expect(names(declared.members)).to.include(fieldName);
        expect(description, name).to.match(/\w/);
      }
    });

    it('has each public property and method, with a description', () => {
      const element = document.createElement(declared.tagName);
      const reactive = [...constructor.elementProperties].filter(
        ([, {state, noAccessor}]) => !state && !noAccessor,
      );
      expect(names(declared.members)).to.include.members(reactive.map(([name]) => name));
      for (const {name, description, static: isStatic} of declared.members) {
        expect(name in (isStatic ? constructor : element), name).to.equal(true);
        expect(description, name).to.match(/\w/);
      }
    });

    it('has exactly the parts that are rendered', () => {
      expect(all(({parts}) => parts)).to.deep.equal(names(declared.cssParts));
    });

    it('has exactly the slots that are rendered', () => {
      expect(all(({slots}) => slots)).to.deep.equal(names(declared.slots));
    });

    it('has exactly the events that are fired, each with its class', () => {
      const fired = seen.flatMap(({events}) => [...events]).filter(([type]) => type !== INTERNAL);
      // the buttons inside the panel fire theirs through it
      const isInside = (type: string): boolean =>
        declared.tagName === 'budgea-connections' && type === 'budgea-leave';
      const described = (declared.events ?? [])
        .filter(({name}) => !isInside(name))
        .map(({name, type}) => [name, type.text]);
      expect(Object.fromEntries(fired)).to.deep.equal(Object.fromEntries(described));
    });

    it('has states that it enters', () => {
      expect(all(({states}) => states)).to.deep.equal(names(declared.cssStates));
    });

    it('has each public custom property of the style sheets, with its default', () => {
      const css = constructor.elementStyles.map((style) => (style as CSSResult).cssText).join('');
      const used = new Map<string, string>();
      // a border has a different fallback from the background
      for (const [, name = '', fallback = ''] of css.matchAll(
        /var\((--budgea-[\w-]+), ((?:\([^)]*\)|[^()])*)\)/g,
      ))
        if (!used.has(name)) used.set(name, fallback);
      const described = (declared.cssProperties ?? []).map((property) => [property.name, property.default]);
      expect(Object.fromEntries(used)).to.deep.equal(Object.fromEntries(described));
    });

    it('describes the element', () => {
      expect(declared.summary).to.match(/\.$/);
      expect(declared.description).to.match(/\.$/);
    });
  });
}

describe('the manifest', () => {
  it('has every element', () => {
    expect(declarations.map(({tagName}) => tagName).sort()).to.deep.equal(
      [...BUTTONS, 'callback', 'connection', 'connections', 'webview'].map((name) => `budgea-${name}`).sort(),
    );
  });
});
