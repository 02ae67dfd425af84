import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {
  BudgeaCallbackElement,
  BudgeaConnectElement,
  BudgeaConnectionElement,
  BudgeaConnectionsElement,
} from '../../src/index.js';
import {arrive, goBackToStart} from '../support/arrive.js';
import {connection, WRONGPASS} from '../support/connections.js';

/** Replaces every text of an element as a translator does: by text nodes of its own, in elements of its own. */
function translate(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    if (node.data.trim() === '' || node.parentElement?.localName === 'style') continue;
    const font = document.createElement('b');
    font.textContent = `translated ${node.data}`;
    node.replaceWith(font);
  }
}

function textOf(element: Element, selector: string): string {
  return element.shadowRoot?.querySelector(selector)?.textContent ?? '';
}

describe('a page that a translator has changed', () => {
  afterEach(() => {
    localStorage.clear();
    goBackToStart();
  });

  it('shows the result in place of the wait, and new steps', async () => {
    await arrive('connect', 'connection_id=46&code=c');
    let release: () => void = () => undefined;
    const saveCode = (): Promise<void> => new Promise((resolve) => (release = resolve));
    const element = await fixture<BudgeaCallbackElement>(
      html`<budgea-callback .saveCode=${saveCode}></budgea-callback>`,
    );
    await waitUntil(() => textOf(element, '[role=status]').startsWith('Almost done'));
    translate(element.shadowRoot as Node);
    expect(textOf(element, '[role=status]')).to.match(/^translated/);
    release();
    await waitUntil(() => textOf(element, '[role=status]') === 'Your account is connected.');
    translate(element.shadowRoot as Node);
    element.lang = 'fr';
    await element.updateComplete;
    expect(textOf(element, '[role=status]')).to.equal('Votre compte est connecté.');
    expect(textOf(element, 'a')).to.equal('Continuer');
  });

  it('shows a new label and keeps a translated one', async () => {
    const element = await fixture<BudgeaConnectElement>(html`<budgea-connect></budgea-connect>`);
    translate(element.shadowRoot as Node);
    element.requestUpdate();
    await element.updateComplete;
    expect(textOf(element, 'span')).to.equal('translated Connect a bank');
    element.lang = 'fr';
    await element.updateComplete;
    expect(textOf(element, 'span')).to.equal('Connecter une banque');
  });

  it('shows new connections, and their new states', async () => {
    let connections = [connection('1'), connection('2')];
    const send = (): Promise<Response> => Promise.resolve(Response.json({connections}));
    const element = await fixture<BudgeaConnectionsElement>(
      html`<budgea-connections connections-url="/connections" .fetch=${send}></budgea-connections>`,
    );
    const state = '[part=state] > span';
    await waitUntil(() => textOf(element, state) === 'Connected');
    translate(element.shadowRoot as Node);
    connections = [connection('2', WRONGPASS), connection('3')];
    await element.reload();
    await element.updateComplete;
    expect(textOf(element, '[part=summary]')).to.match(/^\s*1 connected\s*1 to check\s*$/);
    expect(textOf(element, state)).to.equal('Your help is needed');
    element.lang = 'fr';
    await element.updateComplete;
    expect(textOf(element, state)).to.equal('Action requise');
    expect(element.shadowRoot?.querySelectorAll('li')).to.have.lengthOf(2);
  });

  it("shows a connection's new error", async () => {
    const element = await fixture<BudgeaConnectionElement>(
      html`<budgea-connection error="wrongpass" error-message="Two tries left."></budgea-connection>`,
    );
    translate(element.shadowRoot as Node);
    element.error = 'bug';
    await element.updateComplete;
    expect(textOf(element, '[role=status]')).to.include('at our provider').and.not.to.include('translated');
  });
});

describe('a language whose texts are not imported', () => {
  it('is named in the console, once, and not if its texts come', async () => {
    const {warn} = console;
    const lines: unknown[] = [];
    console.warn = (line: unknown) => {
      lines.push(line);
    };
    await fixture(html`
      <div>
        <budgea-connect lang="nl"></budgea-connect>
        <budgea-manage lang="nl-BE"></budgea-manage>
        <budgea-connect lang="es"></budgea-connect>
        <budgea-connect lang="sv"></budgea-connect>
      </div>
    `);
    await import('../../src/languages/es.js');
    await waitUntil(() => lines.length > 0, '', {timeout: 3000});
    await new Promise((resolve) => setTimeout(resolve, 100));
    console.warn = warn;
    expect(lines).to.deep.equal([`lang="nl" is shown in English: import 'budgea-webview/languages/nl'`]);
  });
});

describe('updateComplete', () => {
  it('waits for a language that was just set, on the element or around it', async () => {
    const outer = await fixture<HTMLElement>(html`<div><budgea-connect></budgea-connect></div>`);
    const element = outer.firstElementChild as BudgeaConnectElement;
    outer.lang = 'fr';
    await element.updateComplete;
    expect(textOf(element, 'span')).to.equal('Connecter une banque');
    element.lang = 'en';
    await element.updateComplete;
    expect(textOf(element, 'span')).to.equal('Connect a bank');
  });
});
