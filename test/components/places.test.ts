import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import type {BudgeaConnectElement} from '../../src/index.js';
import {Departures} from '../support/departures.js';

const CONNECT = '<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>';

function buttonOf(element: Element): HTMLButtonElement {
  return element.shadowRoot?.querySelector('button') as HTMLButtonElement;
}

/** Waits long enough for an unwanted start to leave. */
const wouldHaveLeft = (): Promise<void> => aTimeout(50);

/** Creates an element from its markup. */
function holding<T extends Element = HTMLElement>(markup: string): Promise<T> {
  return fixture<T>(markup);
}

function isStyled(element: Element): boolean {
  const {fontWeight, borderRadius} = getComputedStyle(buttonOf(element));
  return fontWeight === '600' && borderRadius !== '0px';
}

/** Creates a frame of this origin, and returns its document. */
async function frame(): Promise<Document> {
  const element = await fixture<HTMLIFrameElement>(html`<iframe title="A frame"></iframe>`);
  return element.contentDocument as Document;
}

describe('a button in an awkward place', () => {
  let departures: Departures;

  beforeEach(() => {
    departures = new Departures();
  });

  afterEach(() => {
    departures.stop();
    localStorage.clear();
  });

  describe('in a form', () => {
    async function form(content: string): Promise<{form: HTMLFormElement; submissions: () => number}> {
      const element = await holding<HTMLFormElement>(`<form>${content}</form>`);
      let count = 0;
      element.addEventListener('submit', (event) => {
        event.preventDefault();
        count += 1;
      });
      return {form: element, submissions: () => count};
    }

    it('leaves, and submits nothing', async () => {
      const {form: element, submissions} = await form(`<input name="amount">${CONNECT}`);
      buttonOf(element.querySelector('budgea-connect') as Element).click();
      await waitUntil(() => departures.events.length === 1);
      expect(submissions()).to.equal(0);
      expect([...new FormData(element).keys()]).to.deep.equal(['amount']);
    });

    it("leaves by Enter when it has the focus, and not by Enter in the form's own field", async () => {
      const {form: element, submissions} = await form(`<input name="amount">${CONNECT}<button>Save</button>`);
      element.querySelector('input')?.focus();
      await sendKeys({press: 'Enter'});
      await wouldHaveLeft();
      expect(submissions()).to.equal(1);
      expect(departures.events.length).to.equal(0);
      element.querySelector('budgea-connect')?.focus();
      await sendKeys({press: 'Enter'});
      await waitUntil(() => departures.events.length === 1);
      expect(submissions()).to.equal(1);
    });

    it("is not pressed by Enter in a field if the trigger is the host's own button", async () => {
      const trigger = CONNECT.replace('></', '><button slot="trigger" type="button">Mine</button></');
      const {form: element, submissions} = await form(`<input name="amount">${trigger}<button>Save</button>`);
      await element.querySelector('budgea-connect')?.updateComplete;
      element.querySelector('input')?.focus();
      await sendKeys({press: 'Enter'});
      await wouldHaveLeft();
      expect(departures.events.length).to.equal(0);
      expect(submissions()).to.equal(1);
      element.querySelector<HTMLElement>('[slot=trigger]')?.click();
      await waitUntil(() => departures.events.length === 1);
      expect(submissions()).to.equal(1);
    });
  });

  describe('in a dialog', () => {
    it('leaves while the dialog is modal, and leaves it open', async () => {
      const dialog = await holding<HTMLDialogElement>(
        `<dialog><form method="dialog">${CONNECT}</form></dialog>`,
      );
      dialog.showModal();
      buttonOf(dialog.querySelector('budgea-connect') as Element).click();
      await waitUntil(() => departures.events.length === 1);
      expect(dialog.open).to.equal(true);
    });

    it('is reached by Tab, while the page behind is not', async () => {
      const outer = await holding(
        `<div><dialog><a href="#first">First</a>${CONNECT}</dialog><a href="#outside">Outside</a></div>`,
      );
      const dialog = outer.querySelector('dialog') as HTMLDialogElement;
      dialog.showModal();
      dialog.querySelector('a')?.focus();
      await sendKeys({press: 'Tab'});
      expect(document.activeElement?.localName).to.equal('budgea-connect');
      await sendKeys({press: 'Tab'});
      expect(document.activeElement?.textContent).not.to.equal('Outside');
    });
  });

  describe('in a label', () => {
    it("does not press the label's own control, and is not pressed by the label", async () => {
      const label = await holding(`<label><span>Text</span><input type="checkbox">${CONNECT}</label>`);
      const checkbox = label.querySelector('input') as HTMLInputElement;
      buttonOf(label.querySelector('budgea-connect') as Element).click();
      await waitUntil(() => departures.events.length === 1);
      expect(checkbox.checked).to.equal(false);
      label.querySelector('span')?.click();
      await wouldHaveLeft();
      expect(checkbox.checked).to.equal(true);
      expect(departures.events.length).to.equal(1);
    });

    it('is pressed once if nothing else is in the label', async () => {
      const label = await holding(`<label>Text ${CONNECT}</label>`);
      buttonOf(label.querySelector('budgea-connect') as Element).click();
      await waitUntil(() => departures.events.length === 1);
      await wouldHaveLeft();
      expect(departures.events.length).to.equal(1);
    });
  });

  for (const mode of ['open', 'closed'] as const) {
    it(`leaves from a shadow root that is ${mode}, with the settings, the language and the events of the page`, async () => {
      const outer = await holding(
        '<budgea-webview domain="demo" client-id="7" redirect-uri="/cb" lang="fr"><p></p></budgea-webview>',
      );
      const root = outer.querySelector('p')!.attachShadow({mode});
      root.innerHTML = '<budgea-connect></budgea-connect>';
      const element = root.querySelector('budgea-connect') as BudgeaConnectElement;
      await element.updateComplete;
      expect(buttonOf(element).textContent.trim()).to.equal('Connecter une banque');
      buttonOf(element).click();
      await waitUntil(() => departures.events.length === 1);
      expect(departures.query.get('client_id')).to.equal('7');
      expect(departures.events[0]?.url).to.include('/fr/connect');
    });
  }

  it('resolves its redirect URI against the page, whatever <base> says', async () => {
    const base = document.createElement('base');
    base.href = 'https://static.example/assets/';
    document.head.append(base);
    const outer = await holding(`<div>${CONNECT}</div>`);
    buttonOf(outer.querySelector('budgea-connect') as Element).click();
    await waitUntil(() => departures.events.length === 1);
    base.remove();
    expect(departures.query.get('redirect_uri')).to.equal(`${location.origin}/cb`);
    expect(JSON.stringify(localStorage)).not.to.include('static.example');
  });

  it('works if innerHTML creates it', async () => {
    const outer = await holding('<div></div>');
    outer.innerHTML = CONNECT;
    const element = outer.firstElementChild as BudgeaConnectElement;
    await element.updateComplete;
    expect(isStyled(element)).to.equal(true);
    buttonOf(element).click();
    await waitUntil(() => departures.events.length === 1);
  });

  it('is cloned like any element: with its attributes, and without its properties', async () => {
    const outer = await holding(`<div>${CONNECT.replace('></', '><b>Label</b></')}</div>`);
    const element = outer.firstElementChild as BudgeaConnectElement;
    element.connectorIds = [3];
    element.disabled = true;
    await element.updateComplete;
    const clone = (outer.cloneNode(true) as Element).firstElementChild as BudgeaConnectElement;
    outer.append(clone);
    await clone.updateComplete;
    expect(clone.clientId).to.equal('1');
    expect(clone.disabled, 'reflected').to.equal(true);
    expect(clone.connectorIds).to.equal(undefined);
    expect(clone.textContent).to.equal('Label');
    expect(isStyled(clone)).to.equal(true);
    clone.disabled = false;
    await clone.start();
    expect(departures.events.length).to.equal(1);
  });

  describe('in the document of a frame', () => {
    let page: Document;
    let inside: Departures;

    beforeEach(async () => {
      page = await frame();
      inside = new Departures(page);
    });

    afterEach(() => {
      inside.stop();
    });

    async function moved(): Promise<BudgeaConnectElement> {
      const outer = await holding(`<div>${CONNECT}</div>`);
      const element = outer.firstElementChild as BudgeaConnectElement;
      page.body.append(page.adoptNode(element));
      await element.updateComplete;
      return element;
    }

    it('works if it was moved there', async () => {
      const element = await moved();
      expect(element.ownerDocument === page).to.equal(true);
      buttonOf(element).click();
      await waitUntil(() => inside.events.length === 1);
      expect(inside.query.get('client_id')).to.equal('1');
    });

    it('follows the language of that document', async () => {
      const element = await moved();
      page.documentElement.lang = 'fr';
      await Promise.resolve();
      await element.updateComplete;
      expect(buttonOf(element).textContent.trim()).to.equal('Connecter une banque');
    });
  });
});
