import {beforeAll, describe, expect, it} from 'vitest';
import {type Flow, FLOWS as PARAMETERS_OF, type Kind, type Parameter} from '../../src/service/parameters.js';
import {COMPILERS, complaints, type Compiler, versionOf, writeModules} from '../support/compile.js';

const FLOWS = "import {finishFlow, startFlow, webviewUrl} from 'budgea-webview/flows';\n";
const ELEMENTS =
  "import type {BudgeaConnectElement} from 'budgea-webview';\nimport 'budgea-webview/define';\n";

/** Code that must compile. */
const RIGHT: Readonly<Record<string, string>> = {
  'take the options of each flow': `${FLOWS}
export const url: string = webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', accountTypes: ['checking', 'new']});
export const more: Promise<void> = startFlow('reconnect', {domain: 'demo', clientId: '1', redirectUri: 'https://a.example/', connectionId: 46, code: () => Promise.resolve('c'), context: {a: [1]}});`,

  'take null and undefined for an option that is not given': `${FLOWS}
export const url = webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', code: null, connectorIds: undefined});`,

  'keep an attempt to its owner': `import 'budgea-webview/callback';
import {type CodeAnswer, finishFlow, forgetAttempts, startFlow} from 'budgea-webview/flows';
const code = async (): Promise<CodeAnswer> => (await (await fetch('/code')).json()) as CodeAnswer;
export const starts: Promise<void>[] = [code, () => ({code: null, owner: 'o'}), () => null].map((source) =>
  startFlow('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', owner: 'o', code: source}));
const result = finishFlow({owner: 'o', clean: 'always'});
export const owner: string | undefined = result.kind === 'success' ? result.owner : undefined;
forgetAttempts({store: sessionStorage});`,

  'narrow a result by its kind': `${FLOWS}
const result = finishFlow();
export function read(): string | undefined {
  switch (result.kind) {
    case 'none': return undefined;
    case 'success': return result.connectionId ?? result.code;
    case 'cancelled': { const error: 'access_denied' | 'tos_declined' | 'cancelled' | 'CancelledByUser' = result.error; return error; }
    case 'failed': { const known: boolean = result.known; return known ? result.error : result.description; }
    case 'incomplete': return result.returnTo;
    case 'unverified': { const reason: 'missing-state' | 'unknown-state' | 'expired' | 'no-storage' | 'other-owner' = result.reason; return reason + result.answer.kind; }
    case 'replayed': return result.flow;
    case 'malformed': return result.reason;
    default: { const never: never = result; return never; }
  }
}`,

  'type the events on the element, the document and the window': `${ELEMENTS}
const element = document.createElement('budgea-connect');
element.addEventListener('budgea-leave', (event) => { const url: string = event.url; console.log(url, event.flow); });
document.addEventListener('budgea-error', (event) => { const code: string = event.error.code; console.log(code); });
window.addEventListener('budgea-result', (event) => { console.log(event.result.kind); });`,

  'type the tag names': `${ELEMENTS}
export const made: BudgeaConnectElement = document.createElement('budgea-connect');
export const found: BudgeaConnectElement | null = document.querySelector('budgea-connect');
made.connectorIds = [3, '59'];
made.clientId = null;
export const done: Promise<void> = made.start();`,

  'type a tag that is registered without the others': `import type {BudgeaCallbackElement} from 'budgea-webview';
import 'budgea-webview/components/budgea-callback';
export const made: BudgeaCallbackElement = document.createElement('budgea-callback');
made.tokenUrl = '/token';
export const kind: string | undefined = made.result?.kind;`,

  'allow a class to extend an element': `import {BudgeaConnectElement} from 'budgea-webview';
export class BigButton extends BudgeaConnectElement {
  override async start(): Promise<void> { this.maxConnections = 3; await super.start(); }
}`,

  'narrow the remedy for the error of a connection': `import {describeConnectionError} from 'budgea-webview/flows';
const connection = {id: 46, error: 'wrongpass'};
const remedy = describeConnectionError(connection);
export const offer: boolean = remedy.action === 'reconnect';
export const words: string | undefined = remedy.kind === 'known' ? remedy.message : undefined;`,

  'narrow an error by its code': `import {FlowError} from 'budgea-webview/flows';
export const isMine = (error: unknown): boolean => error instanceof FlowError && error.code === 'insecure-url';`,

  'type the back end': `import {createBackend} from 'budgea-webview/server';
export const answer: (request: Request) => Promise<Response> = createBackend({domain: 'demo', clientId: 1, clientSecret: 's', getUser: () => undefined, saveToken: () => undefined});`,

  'type an additional language': "import 'budgea-webview/languages/de';",
};

type Misuse = readonly [name: string, readonly [code: string, message: RegExp]];

/** Code that must not compile, and the error of the compiler. */
const WRONG: Readonly<Record<Misuse[0], Misuse[1]>> = {
  'a missing option': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1});`,
    /'redirectUri' is missing/,
  ],
  'an option of another flow': [
    `${FLOWS}webviewUrl('transfer', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', connectorIds: [3]});`,
    /'connectorIds' does not exist/,
  ],
  'a misspelt option': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1, redirectURI: 'https://a.example/'});`,
    /'redirectURI' does not exist.*'?redirectUri'?|Did you mean to write 'redirectUri'/,
  ],
  'a list that is a string': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/',
      connectorIds: '3,59'});`,
    /^\S+\(3,\d+\).*'string' is not assignable to type 'readonly/,
  ],
  'a state for startFlow': [
    `${FLOWS}void startFlow('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', state: 's'});`,
    /'state' does not exist/,
  ],
  'a flow without the code that it requires': [
    `${FLOWS}void startFlow('manage', {domain: 'demo', clientId: 1});`,
    /'code' is missing/,
  ],
  'a flow that does not exist': [
    `${FLOWS}webviewUrl('connnect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/'});`,
    /'"?connnect"?' is not assignable/,
  ],
  'a code that is read before the kind is checked': [`${FLOWS}finishFlow().code;`, /'code' does not exist/],
  'a connection id that is read from an unverified result': [
    `${FLOWS}const result = finishFlow(); if (result.kind === 'unverified') result.connectionId;`,
    /'connectionId' does not exist/,
  ],
  'a back end without its secret': [
    `import {createBackend} from 'budgea-webview/server';
createBackend({domain: 'demo', clientId: 1, getUser: () => null, saveToken: () => undefined});`,
    /'clientSecret' is missing/,
  ],
  'an id that only another page takes': [
    `import {payPageUrl} from 'budgea-webview/flows';
payPageUrl('transfers', {domain: 'demo', code: 'c', accountId: 1});`,
    /'accountId' does not exist/,
  ],
  'an error code that does not exist': [
    `import {FlowError} from 'budgea-webview/flows';
export const isMine = (error: FlowError): boolean => error.code === 'insecure';`,
    /'"insecure"' have no overlap/,
  ],
  'a property that the element does not have': [
    `${ELEMENTS}document.createElement('budgea-connect').connectionId = 1;`,
    /'connectionId' does not exist/,
  ],
  "another event's field": [
    `${ELEMENTS}document.addEventListener('budgea-leave', (event) => event.result);`,
    /'result' does not exist/,
  ],
};

/** A value of each kind, as code. */
const VALUES: Readonly<Record<Kind, string>> = {
  string: "'t'",
  'string or number': '1',
  'absolute URL': "'https://a.example/'",
  boolean: 'true',
  'positive integer': '2',
  'array without commas': "['a']",
  object: "{uuid: {login: 'l'}}",
};

/** Returns the kinds of the parameters of a flow. */
const kindsOf = (flow: Flow): Readonly<Partial<Record<Parameter, string>>> => PARAMETERS_OF[flow];
const KINDS = Object.assign({}, ...Object.values(PARAMETERS_OF)) as Readonly<Record<Parameter, string>>;

/** Returns a call with the required parameters of a flow, without one of them or with one more. */
function call(flow: Flow, {without, more}: {without?: string; more?: Parameter}): string {
  const required = (Object.entries(kindsOf(flow)) as [Parameter, string][])
    .filter(([name, declared]) => declared.endsWith('!') && name !== without)
    .map(([name]) => name);
  const given = [...required, ...(more ? [more] : [])].map(
    (name) => `${name}: ${VALUES[KINDS[name].replace('!', '') as Kind]}`,
  );
  return `${FLOWS}webviewUrl('${flow}', {domain: 'demo', ${given.join(', ')}});`;
}

/** Each flow with each option that it does not take, and without each option that it requires. */
const MISUSES: readonly Misuse[] = (Object.keys(PARAMETERS_OF) as Flow[]).flatMap((flow) =>
  (Object.keys(KINDS) as Parameter[]).flatMap((name): readonly Misuse[] => {
    const declared = kindsOf(flow)[name];
    if (declared === undefined) {
      const code = call(flow, {more: name});
      return [[`${flow} with ${name}`, [code, new RegExp(`'${name}' does not exist`)]]];
    }
    if (!declared.endsWith('!')) return [];
    const code = call(flow, {without: name});
    return [[`${flow} without ${name}`, [code, new RegExp(`'${name}' is missing`)]]];
  }),
);

const REFUSED: readonly Misuse[] = [...Object.entries(WRONG), ...MISUSES];
const RESOLUTIONS = {
  nodenext: {},
  bundler: {module: 'esnext', moduleResolution: 'bundler', exactOptionalPropertyTypes: true},
};
const fileOf = (name: string): string => `${name.replace(/\W+/g, '-')}.ts`;

describe.each(
  (Object.keys(COMPILERS) as Compiler[]).flatMap((compiler) =>
    Object.entries(RESOLUTIONS).map(([resolution, options]) => ({compiler, resolution, options})),
  ),
)(
  'the published types, with TypeScript $compiler and the resolution $resolution,',
  ({compiler, resolution, options}) => {
    let said: Map<string, string>;

    beforeAll(() => {
      const modules = [
        ...Object.entries(RIGHT),
        ...REFUSED.map(([name, [code]]) => [name, code] as const),
      ].map(([name, code]) => [fileOf(name), code] as const);
      const folder = writeModules(`types-${compiler}-${resolution}`, Object.fromEntries(modules), options);
      said = complaints(compiler, folder);
    });

    it('are compiled with this version', () => {
      expect(versionOf(compiler)).toMatch(new RegExp(`^Version ${compiler.replace('.', '\\.')}\\.`));
    });

    it('have no error', () => {
      const refused = new Set(REFUSED.map(([name]) => fileOf(name)));
      expect([...said].filter(([module]) => !refused.has(module))).toEqual([]);
    });

    it.each(Object.keys(RIGHT))('%s', (name) => {
      expect(said.get(fileOf(name))).toBeUndefined();
    });

    it.each(Object.entries(WRONG))('refuse %s', (name, [, message]) => {
      expect(said.get(fileOf(name))).toMatch(message);
    });

    it('refuse each option that a flow does not take, and each missing one that it requires, by name', () => {
      expect(MISUSES.length).toBeGreaterThan(60);
      for (const [name, [, message]] of MISUSES) expect(said.get(fileOf(name)), name).toMatch(message);
    });
  },
);
