import {join} from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {
  getLanguageService,
  type MarkupContent,
  newHTMLDataProvider,
  TextDocument,
  type CompletionItem,
} from 'vscode-html-languageservice';
import {packedJson} from '../support/packed.js';
import {writeModules} from '../support/compile.js';

const CAPABILITIES = ['bank', 'bankwealth', 'document', 'transfer', 'profile', 'contact'];

/** A page or a module, with `|` at the cursor. */
function atCursor(marked: string): readonly [text: string, offset: number] {
  const offset = marked.indexOf('|');
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

const textOf = (content: CompletionItem['documentation']): string =>
  typeof content === 'string' ? content : (content?.value ?? '');

describe('an editor for HTML', () => {
  const data = packedJson('dist/editors/vscode.html-data.json') as {version: 1; tags: []};
  const service = getLanguageService({customDataProviders: [newHTMLDataProvider('budgea', data)]});

  function completionsAt(marked: string): Map<string, string> {
    const [text, offset] = atCursor(marked);
    const document = TextDocument.create('file:///page.html', 'html', 1, text);
    const {items} = service.doComplete(
      document,
      document.positionAt(offset),
      service.parseHTMLDocument(document),
    );
    return new Map(items.map(({label, documentation}) => [label, textOf(documentation)]));
  }

  function hoverAt(marked: string): string {
    const [text, offset] = atCursor(marked);
    const document = TextDocument.create('file:///page.html', 'html', 1, text);
    const hover = service.doHover(document, document.positionAt(offset), service.parseHTMLDocument(document));
    return (hover?.contents as MarkupContent | undefined)?.value ?? '';
  }

  it('completes the tags, each with its description', () => {
    const tags = completionsAt('<budgea-|');
    expect([...tags.keys()].filter((tag) => tag.startsWith('budgea-'))).toHaveLength(9);
    expect(tags.get('budgea-connect')).toContain(
      'A button that takes the user to the webview to add a connection.',
    );
  });

  it('completes the attributes, each with its description', () => {
    const attributes = completionsAt('<budgea-connect |></budgea-connect>');
    expect([...attributes.keys()]).toEqual(
      expect.arrayContaining([
        'client-id',
        'redirect-uri',
        'code-url',
        'connector-ids',
        'disabled',
        'service',
      ]),
    );
    expect(attributes.get('connector-uuids')).toContain('by UUID');
    expect(attributes.has('connection-id')).toBe(false);
  });

  it.each([
    ['<budgea-connect service="|"></budgea-connect>', ['budgea', 'powens']],
    ['<budgea-connect connector-capabilities="|"></budgea-connect>', CAPABILITIES],
    ['<budgea-webview service="|"></budgea-webview>', ['budgea', 'powens']],
  ])('completes the values in %s', (page, values) => {
    expect([...completionsAt(page).keys()].sort()).toEqual([...values].sort());
  });

  it("completes a connection's errors", () => {
    const errors = completionsAt('<budgea-connection error="|"></budgea-connection>');
    expect([...errors.keys()]).toEqual(expect.arrayContaining(['wrongpass', 'SCARequired', 'bug']));
  });

  it('explains a tag with its events, slots and parts', () => {
    const words = hoverAt('<budgea-con|nect></budgea-connect>');
    for (const name of ['budgea-leave', 'budgea-error', 'trigger', '--budgea-button-radius', 'button'])
      expect(words).toContain(`**${name}**`);
  });

  it('explains an attribute', () => {
    expect(hoverAt('<budgea-connect max-conn|ections="2"></budgea-connect>')).toContain(
      'How many connections',
    );
  });
});

interface WebType {
  readonly name: string;
  readonly description?: string;
  readonly value?: {readonly type: string; readonly default?: string};
}

describe('an editor of JetBrains', () => {
  const {contributions} = packedJson('dist/editors/web-types.json') as {
    contributions: {html: {elements: (WebType & {attributes: WebType[]})[]}};
  };
  const attributesOf = (tag: string): Map<string, WebType> => {
    const element = contributions.html.elements.find(({name}) => name === tag);
    return new Map(element?.attributes.map((attribute) => [attribute.name, attribute]));
  };

  it('gets every tag and attribute, each with its description', () => {
    expect(contributions.html.elements).toHaveLength(9);
    for (const {name, description, attributes} of contributions.html.elements) {
      expect(description, name).toMatch(/\w/);
      for (const attribute of attributes) expect(attribute.description, attribute.name).toMatch(/\w/);
    }
  });

  it.each([
    ['budgea-connect', 'service', "'budgea' | 'powens'", 'budgea'],
    ['budgea-connect', 'disabled', 'boolean', 'false'],
  ])('gets the values of <%s %s>', (tag, name, type, value) => {
    expect(attributesOf(tag).get(name)?.value).toEqual({type, default: value});
  });

  it('gets the known values first if any other is allowed', () => {
    const {type = '', default: value} =
      attributesOf('budgea-connect').get('connector-capabilities')?.value ?? {};
    const values = type.split(' | ');
    expect(values.pop()).toBe('string');
    expect(values.sort()).toEqual(CAPABILITIES.map((name) => `'${name}'`).sort());
    expect(value).toBe('bank');
  });
});

describe('an editor for JSX', () => {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    types: [],
  };
  const path = join(writeModules('editor', {}), 'page.tsx');
  let text = '';
  let version = 0;
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: (name) => (name === path ? String(version) : '0'),
    getScriptSnapshot(name) {
      const content = name === path ? text : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => join(path, '..'),
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (name) => name === path || ts.sys.fileExists(name),
    readFile: (name) => ts.sys.readFile(name),
    directoryExists: (name) => ts.sys.directoryExists(name),
  });

  function open(marked: string): number {
    const [markup, offset] = atCursor(marked);
    const head = "import 'budgea-webview/types/react';\nexport const view = ";
    text = head + markup;
    version += 1;
    return head.length + offset;
  }

  function completionsAt(marked: string): string[] {
    const entries = service.getCompletionsAtPosition(path, open(marked), {})?.entries ?? [];
    return entries.map(({name}) => name.replaceAll('"', ''));
  }

  function explanationAt(marked: string): string {
    return ts.displayPartsToString(service.getQuickInfoAtPosition(path, open(marked))?.documentation);
  }

  it('completes the tags', () => {
    expect(completionsAt('<budgea-|').filter((tag) => tag.startsWith('budgea-'))).toHaveLength(9);
  });

  it('completes attributes, properties and events', () => {
    expect(completionsAt('<budgea-connect | />')).toEqual(
      expect.arrayContaining(['client-id', 'clientId', 'connectorIds', 'code-url', 'onbudgea-leave']),
    );
  });

  it.each([
    ['<budgea-connect service="|" />', ['budgea', 'powens']],
    ['<budgea-connect connector-capabilities="|" />', CAPABILITIES],
    ['<budgea-connect account-types="|" />', ['checking', 'savings', 'lifeinsurance', 'per']],
    ['<budgea-connection error="|" />', ['wrongpass', 'SCARequired', 'bug']],
  ])('completes the values in %s', (markup, values) => {
    expect(completionsAt(markup)).toEqual(expect.arrayContaining(values));
  });

  it.each([
    ['<budgea-connect max-conn|ections={2} />', 'How many connections'],
    ['<budgea-connect maxConn|ections={2} />', 'How many connections'],
    ['<budgea-connect redirect|Uri="/cb" />', 'Where the webview returns to'],
    ['<budgea-connect co|de="c" />', 'A temporary code for the user'],
    ['<budgea-conn|ect />', 'add a connection'],
    ['<budgea-connect onbudgea-le|ave={() => undefined} />', 'Cancel it to stay'],
  ])('explains the name at the cursor in %s', (markup, words) => {
    expect(explanationAt(markup)).toContain(words);
  });
});
