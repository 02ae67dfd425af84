import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {ifDefined} from 'lit/directives/if-defined.js';
import '../../src/define.js';
import type {BudgeaConnectElement, BudgeaWebviewElement} from '../../src/index.js';
import {polluted} from '../support/polluted.js';

/** Returns the address that a button leaves for. */
async function addressOf(element: BudgeaConnectElement): Promise<URL> {
  let url = '';
  const onLeave = (event: Event & {readonly url: string}): void => {
    event.preventDefault();
    ({url} = event);
  };
  element.addEventListener('budgea-leave', onLeave);
  await element.start();
  element.removeEventListener('budgea-leave', onLeave);
  return new URL(url);
}

function connectIn(parent: ParentNode | null | undefined): BudgeaConnectElement {
  return parent?.querySelector('budgea-connect') as BudgeaConnectElement;
}

describe('<budgea-webview>', () => {
  afterEach(() => {
    localStorage.clear();
  });

  it('has the settings of the elements inside it, and a nearer one wins', async () => {
    const element = await fixture<BudgeaWebviewElement>(html`
      <budgea-webview domain="demo" client-id="1" redirect-uri="/callback" return-to="/home">
        <budgea-webview client-id="2">
          <budgea-connect redirect-uri="/other"></budgea-connect>
        </budgea-webview>
      </budgea-webview>
    `);
    const url = await addressOf(connectIn(element));
    expect(url.host).to.equal('demo.biapi.pro');
    expect(url.searchParams.get('client_id')).to.equal('2');
    expect(url.searchParams.get('redirect_uri')).to.equal(`${location.origin}/other`);
    expect(JSON.stringify(localStorage)).to.include('/home');
  });

  it('is the only source of settings: a polluted prototype has none', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    const everyObject = {
      baseUrl: 'https://evil.example',
      service: 'powens',
      codeUrl: '/theirs',
      returnTo: '/theirs',
    };
    const url = await polluted(everyObject, () => addressOf(element));
    expect(url.origin + url.pathname).to.equal('https://demo.biapi.pro/2.0/auth/webview/connect');
    expect(JSON.stringify(localStorage)).not.to.include('theirs');
  });

  it('reaches across shadow roots', async () => {
    const element = await fixture<BudgeaWebviewElement>(
      html`<budgea-webview service="powens" domain="demo" client-id="1" redirect-uri="/cb"><p></p></budgea-webview>`,
    );
    const root = element.querySelector('p')!.attachShadow({mode: 'open'});
    root.innerHTML = '<section></section>';
    const inner = root.querySelector('section')!.attachShadow({mode: 'open'});
    inner.innerHTML = '<budgea-connect></budgea-connect>';
    expect((await addressOf(connectIn(inner))).href).to.include(
      'https://webview.powens.com/en/connect?domain=demo.biapi.pro',
    );
  });

  for (const [language, nearest, page] of [
    ['it', 'it-CH', 'fr'],
    ['fr', 'sv', 'fr-CA'],
    ['fr', '', 'fr'],
    ['en', 'sv', 'sv'],
    ['en', undefined, ''],
  ] as const) {
    it(`sends ${language} to powens from ${nearest ?? 'no lang'} in a page in ${page || 'no language'}`, async () => {
      const {documentElement: root} = document;
      const before = root.getAttribute('lang');
      root.lang = page;
      try {
        const element = await fixture<BudgeaConnectElement>(html`
          <budgea-connect
            lang=${ifDefined(nearest)}
            service="powens"
            domain="demo"
            client-id="1"
            redirect-uri="/cb"
          ></budgea-connect>
        `);
        expect((await addressOf(element)).pathname).to.equal(`/${language}/connect`);
      } finally {
        if (before === null) root.removeAttribute('lang');
        else root.lang = before;
      }
    });
  }

  it('can be changed', async () => {
    const element = await fixture<BudgeaWebviewElement>(html`
      <budgea-webview domain="demo" client-id="1" redirect-uri="/cb">
        <budgea-webview><budgea-connect></budgea-connect></budgea-webview>
      </budgea-webview>
    `);
    element.setAttribute('client-id', '9');
    await element.updateComplete;
    await Promise.resolve();
    await connectIn(element).updateComplete;
    await waitUntil(async () => (await addressOf(connectIn(element))).searchParams.get('client_id') === '9');
  });

  it('has settings for elements that were created before it', async () => {
    const holder = await fixture(html`<div><budgea-connect></budgea-connect></div>`);
    const element = document.createElement('budgea-webview');
    Object.assign(element, {domain: 'demo', clientId: 1, redirectUri: '/cb'});
    const button = connectIn(holder);
    holder.append(element);
    element.append(button);
    expect((await addressOf(button)).host).to.equal('demo.biapi.pro');
  });

  it('has settings for elements that were upgraded before it', async () => {
    const holder = await fixture(html`<div></div>`);
    const tag = 'late-webview';
    holder.innerHTML = `<${tag} domain="demo" client-id="1" redirect-uri="/cb"><budgea-connect></budgea-connect></${tag}>`;
    const {BudgeaWebviewElement: Webview} = await import('../../src/index.js');
    customElements.define(tag, class extends Webview {});
    expect((await addressOf(connectIn(holder))).host).to.equal('demo.biapi.pro');
  });

  it('has no settings for an element that was taken out of it', async () => {
    const element = await fixture<BudgeaWebviewElement>(html`
      <budgea-webview domain="demo" client-id="1" redirect-uri="/cb"><budgea-connect></budgea-connect></budgea-webview>
    `);
    const button = connectIn(element);
    document.body.append(button);
    let code = '';
    button.addEventListener('budgea-error', ({error}) => {
      ({code} = error);
    });
    await button.start();
    button.remove();
    expect(code).to.equal('missing-parameter');
  });

  it('has settings for elements in a slot inside it', async () => {
    const holder = await fixture(html`<div><budgea-connect></budgea-connect></div>`);
    holder.attachShadow({mode: 'open'}).innerHTML =
      '<budgea-webview domain="demo" client-id="1" redirect-uri="/cb"><slot></slot></budgea-webview>';
    expect((await addressOf(connectIn(holder))).host).to.equal('demo.biapi.pro');
  });

  it('is found whatever the elements around are named', async () => {
    const holder = await fixture(html`
      <div>
        <form name="host"></form>
        <img name="parentNode" alt="" />
        <img name="assignedSlot" alt="" />
        <budgea-webview domain="demo" client-id="1">
          <form>
            <input name="parentNode" aria-label="parent" />
            <input name="assignedSlot" aria-label="slot" />
            <budgea-connect redirect-uri="/cb"></budgea-connect>
          </form>
        </budgea-webview>
      </div>
    `);
    expect((await addressOf(connectIn(holder))).searchParams.get('client_id')).to.equal('1');
  });

  it('is found from a form that hides the methods of an element', async () => {
    const holder = await fixture(html`
      <budgea-webview domain="demo" client-id="1">
        <form lang="fr">
          <input name="getAttribute" aria-label="attribute" />
          <input name="nodeType" aria-label="type" />
          <budgea-connect redirect-uri="/cb"></budgea-connect>
        </form>
      </budgea-webview>
    `);
    expect((await addressOf(connectIn(holder))).pathname).to.equal('/2.0/auth/webview/fr/connect');
  });

  it('is the only element with properties that are settings', async () => {
    const holder = await fixture(
      html`<div><budgea-connect client-id="1" redirect-uri="/cb"></budgea-connect></div>`,
    );
    Object.assign(holder, {domain: 'theirs'});
    let code = '';
    connectIn(holder).addEventListener('budgea-error', ({error}) => {
      ({code} = error);
    });
    await connectIn(holder).start();
    expect(code).to.equal('missing-parameter');
  });
});
