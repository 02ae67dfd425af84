import {expect, waitUntil} from '@open-wc/testing';
import type {LitElement} from 'lit';
import type {BudgeaLeaveEvent} from '../../src/index.js';
import {startFlow} from '../../src/flows/index.js';
import {connection} from '../support/connections.js';

type Page = Window & typeof globalThis & {readonly told: string[]; hydrate(): Promise<void>};

/** A page from a server, in a frame. No script of ours runs in it before `hydrate()`. */
class ServerPage {
  readonly #frame = document.createElement('iframe');

  async open(path: string): Promise<void> {
    await new Promise((resolve) => {
      this.#frame.addEventListener('load', resolve, {once: true});
      this.#frame.src = `/server-rendered/${path}`;
      document.body.append(this.#frame);
    });
  }

  get window(): Page {
    return this.#frame.contentWindow as Page;
  }

  get elements(): readonly LitElement[] {
    return [...this.window.document.querySelectorAll<LitElement>('body *')].filter(({localName}) =>
      localName.startsWith('budgea-'),
    );
  }

  find<T extends keyof HTMLElementTagNameMap>(tag: T): HTMLElementTagNameMap[T] {
    const [element] = this.window.document.getElementsByTagName(tag);
    if (!element) throw new Error(`There is no ${tag}.`);
    return element;
  }

  /** Hydrates the page, and waits for all updates. */
  async hydrate(): Promise<void> {
    await this.window.hydrate();
    for (const element of this.elements) while (!(await element.updateComplete));
  }

  close(): void {
    this.#frame.remove();
  }
}

/** Returns all nodes below a root in their order, with those in shadow roots. */
function nodesOf(root: Node): Node[] {
  const below = [...root.childNodes].flatMap(nodesOf);
  const shadow = 'shadowRoot' in root ? (root as Element).shadowRoot : null;
  return [root, ...(shadow ? nodesOf(shadow) : []), ...below];
}

/** Returns the visible texts of an element. */
function seenIn(element: HTMLElement): string[] {
  return nodesOf(element)
    .filter((node) => node.nodeType === Node.TEXT_NODE && node.parentElement?.localName !== 'style')
    .filter(
      ({parentElement}) =>
        parentElement === null || parentElement.checkVisibility({visibilityProperty: true}),
    )
    .map((node) => node.textContent?.trim() ?? '')
    .filter(Boolean);
}

const EN = {
  label: 'Connect a bank',
  wrongpass: 'Your bank refused the sign-in details. Please reconnect and enter them again.',
  reconnect: 'Reconnect',
};
const FR = {
  label: 'Connecter une banque',
  wrongpass: 'Votre banque a refusé les identifiants. Rétablissez la connexion en les saisissant à nouveau.',
  reconnect: 'Reconnecter',
};
const BANK = 'Encore 2 essais';

describe('a page that a server rendered', () => {
  let page: ServerPage;

  beforeEach(() => {
    page = new ServerPage();
  });

  afterEach(() => {
    page.close();
    localStorage.clear();
  });

  const seen = (): string[] => page.elements.flatMap(seenIn);

  for (const [path, words] of [
    ['own.en', EN],
    ['own.fr', FR],
    ['inherited.en', EN],
  ] as const) {
    it(`is hydrated without a change: ${path}`, async () => {
      await page.open(path);
      const everything = [words.label, words.wrongpass, BANK, words.reconnect];
      expect(seen()).to.deep.equal(everything);
      const nodes = page.elements.flatMap(nodesOf);
      expect(nodes.length).to.be.greaterThan(30);
      const changes: MutationRecord[] = [];
      const observer = new MutationObserver((records) => changes.push(...records));
      for (const {shadowRoot} of page.elements)
        observer.observe(shadowRoot as Node, {subtree: true, childList: true, characterData: true});

      await page.hydrate();
      expect(page.elements.flatMap(nodesOf).every((node, index) => node === nodes[index])).to.equal(true);
      expect(page.elements.flatMap(nodesOf)).to.have.lengthOf(nodes.length);
      expect(changes).to.have.lengthOf(0);
      expect(seen()).to.deep.equal(everything);
      expect(page.window.told).to.deep.equal([]);
      observer.disconnect();
    });
  }

  it('shows no text in the wrong language, and keeps its nodes when the right texts come', async () => {
    await page.open('inherited.fr');
    expect(seen()).to.deep.equal([]);
    const nodes = page.elements.flatMap(nodesOf);
    await page.hydrate();
    expect(seen()).to.deep.equal([FR.label, FR.wrongpass, BANK, FR.reconnect]);
    expect(page.elements.flatMap(nodesOf).every((node, index) => node === nodes[index])).to.equal(true);
    expect(page.window.told).to.deep.equal([]);
  });

  it("shows the host's own words from the start", async () => {
    await page.open('labelled.fr');
    expect(seen()).to.include.members(['Ma banque', 'Mes banques']);
    await page.hydrate();
    expect(seen()).to.include.members(['Ma banque', 'Mes banques']);
    expect(page.window.told).to.deep.equal([]);
  });

  it('is hydrated without a change if a property is the same as on the server', async () => {
    await page.open('property.fr');
    const words = [FR.wrongpass, BANK, FR.reconnect];
    expect(seen()).to.deep.equal(words);
    const nodes = page.elements.flatMap(nodesOf);
    const connection = {error: 'wrongpass', error_message: BANK};
    Object.assign(page.find('budgea-connection'), {connection});
    await page.hydrate();
    expect(seen()).to.deep.equal(words);
    expect(page.elements.flatMap(nodesOf).every((node, index) => node === nodes[index])).to.equal(true);
    expect(page.window.told).to.deep.equal([]);
  });

  for (const path of ['panel.en', 'panel.fr', 'inheritedPanel.en']) {
    it(`keeps what it shows of a panel until the connections are there: ${path}`, async () => {
      await page.open(path);
      const isFrench = path.endsWith('fr');
      const words = isFrench ? ['Chargement de vos banques…', FR.label] : ['Loading your banks…', EN.label];
      // on a server, the button in the panel does not know the language of the panel, and may wait for the browser
      expect(seen()[0]).to.equal(words[0]);
      expect(words).to.include.members(seen());
      const nodes = page.elements.flatMap(nodesOf);
      let answer: (response: Response) => void = () => undefined;
      const asked: unknown[] = [];
      page.window.fetch = (url) => {
        asked.push(url);
        return new Promise((resolve) => (answer = resolve));
      };
      await page.hydrate();
      await waitUntil(() => asked.length === 1);
      await waitUntil(() => seen().length === words.length);
      expect(seen()).to.deep.equal(words);
      expect(page.elements.flatMap(nodesOf).every((node, index) => node === nodes[index])).to.equal(true);
      answer(Response.json({connections: [connection('46')]}));
      await waitUntil(() => seen().includes('Banque 46'));
      expect(asked).to.have.lengthOf(1);
      expect(page.window.told).to.deep.equal([]);
    });
  }

  it('shows no panel in the wrong language', async () => {
    await page.open('inheritedPanel.fr');
    expect(seen()).to.deep.equal([]);
    page.window.fetch = () => new Promise(() => undefined);
    await page.hydrate();
    await waitUntil(() => seen().join() === ['Chargement de vos banques…', FR.label].join());
    expect(page.window.told).to.deep.equal([]);
  });

  it('starts its flow at a click, with the settings around the button', async () => {
    await page.open('settings.en');
    await page.hydrate();
    const button = page.find('budgea-connect');
    const left = new Promise<BudgeaLeaveEvent>((resolve) => {
      button.addEventListener('budgea-leave', (event) => {
        event.preventDefault();
        resolve(event);
      });
    });
    button.shadowRoot?.querySelector('button')?.click();
    const url = new URL((await left).url);
    expect(url.origin).to.equal('https://demo.biapi.pro');
    expect(url.searchParams.get('client_id')).to.equal('1');
    expect(url.searchParams.get('max_connections')).to.equal('2');
    expect(url.searchParams.get('redirect_uri')).to.equal(`${location.origin}/callback`);
  });

  it('follows changes after it was hydrated', async () => {
    await page.open('settings.en');
    await page.hydrate();
    const button = page.find('budgea-connect');
    button.lang = 'fr';
    await waitUntil(() => seenIn(button).join() === FR.label);
    const transfer = page.find('budgea-transfer');
    transfer.disabled = false;
    await waitUntil(() => !transfer.shadowRoot?.querySelector('button')?.disabled);
  });

  it('reads its answer when it is hydrated, and not before', async () => {
    let url = '';
    await startFlow('connect', {
      domain: 'demo',
      clientId: 1,
      redirectUri: `${location.origin}/callback`,
      returnTo: '/cards',
      navigate: (address) => {
        url = address;
      },
    });
    const state = new URL(url).searchParams.get('state') ?? '';
    await page.open(`callback.en?state=${state}&connection_id=46`);
    expect(seen()).to.deep.equal([]);
    expect(page.window.location.search).to.contain(state);
    expect(JSON.stringify(localStorage)).to.include(state);

    await page.hydrate();
    const callback = page.find('budgea-callback');
    expect(callback.result).to.include({kind: 'success', connectionId: '46'});
    await waitUntil(() => seen().includes('Your account is connected.'));
    expect(page.window.location.search).to.equal('');
    expect(callback.shadowRoot?.querySelector('a')?.pathname).to.equal('/cards');
    expect(page.window.told).to.deep.equal([]);
  });
});
