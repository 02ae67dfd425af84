import {beforeAll, describe, expect, it} from 'vitest';
import {COMPILERS, complaints, type Compiler, writeModules} from './compile.js';

const FLOWS = "import {finishFlow, startFlow, webviewUrl} from 'budgea-webview/flows';\n";
const ELEMENTS =
  "import type {BudgeaConnectElement} from 'budgea-webview';\nimport 'budgea-webview/define';\n";

/** What has to compile, as it stands. */
const RIGHT: Readonly<Record<string, string>> = {
  'takes the options of each flow': `${FLOWS}
export const url: string = webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', accountTypes: ['checking', 'new']});
export const more: Promise<void> = startFlow('reconnect', {domain: 'demo', clientId: '1', redirectUri: 'https://a.example/', connectionId: 46, code: () => Promise.resolve('c'), context: {a: [1]}});`,

  'takes null and undefined for what is not given': `${FLOWS}
export const url = webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', code: null, connectorIds: undefined});`,

  'tells results apart by their kind': `${FLOWS}
const result = finishFlow();
export function read(): string | undefined {
  switch (result.kind) {
    case 'none': return undefined;
    case 'success': return result.connectionId ?? result.code;
    case 'cancelled': { const error: 'access_denied' | 'tos_declined' = result.error; return error; }
    case 'failed': { const known: boolean = result.known; return known ? result.error : result.description; }
    case 'incomplete': return result.returnTo;
    case 'unverified': { const reason: 'missing-state' | 'unknown-state' | 'expired' | 'no-storage' = result.reason; return reason + result.answer.kind; }
    case 'replayed': return result.flow;
    case 'malformed': return result.reason;
    default: { const never: never = result; return never; }
  }
}`,

  'types events on the element, the document and the window': `${ELEMENTS}
const element = document.createElement('budgea-connect');
element.addEventListener('budgea-leave', (event) => { const url: string = event.url; console.log(url, event.flow); });
document.addEventListener('budgea-error', (event) => { const code: string = event.error.code; console.log(code); });
window.addEventListener('budgea-result', (event) => { console.log(event.result.kind); });`,

  'types tag names': `${ELEMENTS}
export const made: BudgeaConnectElement = document.createElement('budgea-connect');
export const found: BudgeaConnectElement | null = document.querySelector('budgea-connect');
made.connectorIds = [3, '59'];
made.clientId = null;
export const done: Promise<void> = made.start();`,

  'types the two routes': `import {createBackend} from 'budgea-webview/server';
export const answer: (request: Request) => Promise<Response> = createBackend({domain: 'demo', clientId: 1, clientSecret: 's', getToken: () => undefined, saveToken: () => undefined});`,

  'types one language more': "import 'budgea-webview/languages/de';",
};

/** What must not compile, and what the compiler says of it. */
const WRONG: Readonly<Record<string, readonly [code: string, message: RegExp]>> = {
  'an option that is missing': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1});`,
    /'redirectUri' is missing/,
  ],
  'an option of another flow': [
    `${FLOWS}webviewUrl('transfer', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', connectorIds: [3]});`,
    /'connectorIds' does not exist/,
  ],
  'an option that is misspelt': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1, redirectURI: 'https://a.example/'});`,
    /'redirectURI' does not exist.*'?redirectUri'?|Did you mean to write 'redirectUri'/,
  ],
  'a list given as a text': [
    `${FLOWS}webviewUrl('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/',
      connectorIds: '3,59'});`,
    /^\S+\(3,\d+\).*'string' is not assignable to type 'readonly/,
  ],
  'a state given to startFlow': [
    `${FLOWS}void startFlow('connect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/', state: 's'});`,
    /'state' does not exist/,
  ],
  'a flow that needs a code, without one': [
    `${FLOWS}void startFlow('manage', {domain: 'demo', clientId: 1});`,
    /'code' is missing/,
  ],
  'a flow that there is not': [
    `${FLOWS}webviewUrl('connnect', {domain: 'demo', clientId: 1, redirectUri: 'https://a.example/'});`,
    /'"?connnect"?' is not assignable/,
  ],
  'a code read without asking for the kind': [`${FLOWS}finishFlow().code;`, /'code' does not exist/],
  'an unverified answer taken for a result': [
    `${FLOWS}const result = finishFlow(); if (result.kind === 'unverified') result.connectionId;`,
    /'connectionId' does not exist/,
  ],
  'a property that the element has not': [
    `${ELEMENTS}document.createElement('budgea-connect').connectionId = 1;`,
    /'connectionId' does not exist/,
  ],
  "another event's field": [
    `${ELEMENTS}document.addEventListener('budgea-leave', (event) => event.result);`,
    /'result' does not exist/,
  ],
};

const fileOf = (name: string): string => `${name.replace(/\W+/g, '-')}.ts`;

describe.each(Object.keys(COMPILERS) as Compiler[])(
  'the published types, with TypeScript %s,',
  (compiler) => {
    let said: Map<string, string>;

    beforeAll(() => {
      const modules = [
        ...Object.entries(RIGHT),
        ...Object.entries(WRONG).map(([name, [code]]) => [name, code] as const),
      ].map(([name, code]) => [fileOf(name), code] as const);
      said = complaints(compiler, writeModules(`types-${compiler}`, Object.fromEntries(modules)));
    });

    it('check clean themselves', () => {
      const wrong = new Set(Object.keys(WRONG).map(fileOf));
      expect([...said].filter(([module]) => !wrong.has(module))).toEqual([]);
    });

    it.each(Object.keys(RIGHT))('%s', (name) => {
      expect(said.get(fileOf(name))).toBeUndefined();
    });

    it.each(Object.entries(WRONG))('refuse %s', (name, [, message]) => {
      expect(said.get(fileOf(name))).toMatch(message);
    });
  },
);
