import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import type {LitElement} from 'lit';
import '../../src/define.js';
import type {BudgeaConnectElement, BudgeaErrorEvent, BudgeaReconnectElement} from '../../src/index.js';
import {Departures} from '../support/departures.js';
import {ELEMENT_TAGS} from '../support/element-tags.js';

function buttonOf(element: Element): HTMLButtonElement {
  return element.shadowRoot?.querySelector('button') as HTMLButtonElement;
}

describe('an attribute', () => {
  let departures: Departures;

  beforeEach(() => {
    departures = new Departures();
  });

  afterEach(() => {
    departures.stop();
    localStorage.clear();
  });

  for (const tag of ELEMENT_TAGS) {
    it(`of <${tag}> is also read in its property's spelling in lower case`, async () => {
      await customElements.whenDefined(tag);
      const {elementProperties, observedAttributes} = customElements.get(tag) as unknown as typeof LitElement;
      const names = [...elementProperties].filter(([, {attribute}]) => String(attribute).includes('-'));
      expect(names).not.to.be.empty;
      for (const [name, {attribute, type}] of names) {
        const lowerCase = String(name).toLowerCase();
        expect(observedAttributes).to.include(lowerCase);
        const element = document.createElement(tag);
        const read = (): unknown => Reflect.get(element, name);
        element.setAttribute(lowerCase, '7');
        expect(String(read()), lowerCase).to.equal(type === Boolean ? 'true' : '7');
        element.removeAttribute(lowerCase);
        element.setAttribute(String(attribute), '7');
        const expected = read();
        element.removeAttribute(String(attribute));
        element.setAttribute(lowerCase, '7');
        expect(read(), lowerCase).to.deep.equal(expected);
      }
    });
  }

  it('wins with hyphens, whichever comes first, until it is removed', () => {
    for (const names of [
      ['client-id', 'clientid'],
      ['clientid', 'client-id'],
    ]) {
      const element = document.createElement('budgea-connect');
      for (const name of names) element.setAttribute(name, name);
      expect(element.clientId).to.equal('client-id');
      element.setAttribute('clientid', 'other');
      expect(element.clientId).to.equal('client-id');
      element.removeAttribute('client-id');
      expect(element.clientId).to.equal('other');
      element.removeAttribute('clientid');
      expect(element.clientId).to.equal(null);
    }
  });

  it('starts the flow in lower case, on the element or around it', async () => {
    const outer = await fixture(html`
      <budgea-webview clientid="1" redirecturi="/cb">
        <budgea-connect domain="demo" connectorids="3,59"></budgea-connect>
      </budgea-webview>
    `);
    await outer.querySelector('budgea-connect')?.start();
    expect(departures.query.get('client_id')).to.equal('1');
    expect(departures.query.get('redirect_uri')).to.equal(`${location.origin}/cb`);
    expect(departures.query.get('connector_ids')).to.equal('3,59');
  });

  it('is false and removed if it is boolean and says "false"', async () => {
    const element = await fixture<BudgeaReconnectElement>(html`
      <budgea-reconnect disabled="false" resetcredentials="false" reset-credentials="false" .clientId=${1}>
      </budgea-reconnect>
    `);
    expect(element.disabled).to.equal(false);
    expect(element.resetCredentials).to.equal(false);
    expect(element.getAttributeNames()).to.be.empty;
    expect(buttonOf(element).disabled).to.equal(false);
    element.setAttribute('disabled', 'false');
    expect(element.hasAttribute('disabled')).to.equal(false);
    element.setAttribute('disabled', '');
    expect(element.disabled).to.equal(true);
  });

  it('keeps the text "false" if it is not boolean', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect return-to="false"></budgea-connect>`,
    );
    expect(element.returnTo).to.equal('false');
  });

  const sources: readonly (readonly [attribute: string, option: string, text: string])[] = [
    ['code', 'code', String(() => 'c')],
    ['code', 'code', String(async (a: string) => Promise.resolve(a))],
    ['code', 'code', 'a => a'],
    ['code', 'code', 'async function code() { return "c"; }'],
    ['code', 'code', 'function(){return 1}'],
    ['code', 'code', 'code(user) { return user; }'],
    ['code', 'code', 'class A { code() {} }'],
    ['code', 'code', '[object Promise]'],
    ['code-url', 'codeUrl', '[object Object]'],
    ['redirect-uri', 'redirectUri', '() => "/cb"'],
    ['connector-ids', 'connectorIds', '[object Object],[object Object]'],
    ['connectorcountry', 'connectorCountry', '[object Object]'],
    ['base-url', 'baseUrl', 'function f() { [native code] }'],
  ];
  for (const [attribute, option, text] of sources) {
    it(`is never sent if it is ${attribute}="${text}"`, async () => {
      const element = await fixture<BudgeaConnectElement>(
        html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
      );
      element.setAttribute(attribute, text);
      const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      await element.start();
      const {error} = await told;
      expect(error.code).to.equal('invalid-parameter');
      expect(error.option).to.equal(option);
      expect(error.message).to.equal(`${option} must be set as a property`);
      expect(departures.events).to.be.empty;
    });
  }

  it('is sent if it is a code, whatever letters that has', async () => {
    const code = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z==';
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code=${code}></budgea-connect>`,
    );
    await element.start();
    expect(departures.query.get('code')).to.equal(code);
  });
});

describe('a fieldset around a button', () => {
  let departures: Departures;

  beforeEach(() => {
    departures = new Departures();
  });

  afterEach(() => {
    departures.stop();
    localStorage.clear();
  });

  async function scene(): Promise<readonly [HTMLFieldSetElement, BudgeaConnectElement]> {
    const form = await fixture(html`
      <form>
        <fieldset disabled>
          <budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>
        </fieldset>
      </form>
    `);
    const fieldset = form.querySelector('fieldset') as HTMLFieldSetElement;
    return [fieldset, fieldset.querySelector('budgea-connect') as BudgeaConnectElement];
  }

  it('disables it, and enables it again', async () => {
    const [fieldset, element] = await scene();
    await element.updateComplete;
    expect(element.disabled).to.equal(false);
    expect(buttonOf(element).disabled).to.equal(true);
    await element.start();
    expect(departures.events).to.be.empty;
    fieldset.disabled = false;
    await element.updateComplete;
    expect(buttonOf(element).disabled).to.equal(false);
    await element.start();
    expect(departures.events).to.have.lengthOf(1);
  });

  it('keeps it disabled when its own attribute is removed, and the other way round', async () => {
    const [fieldset, element] = await scene();
    element.disabled = true;
    element.disabled = false;
    await element.updateComplete;
    expect(buttonOf(element).disabled).to.equal(true);
    element.disabled = true;
    fieldset.disabled = false;
    await element.updateComplete;
    expect(buttonOf(element).disabled).to.equal(true);
  });

  it('sends nothing of it', async () => {
    const [fieldset] = await scene();
    fieldset.disabled = false;
    expect([...new FormData(fieldset.form as HTMLFormElement).keys()]).to.be.empty;
  });
});

describe('a button in the DOM of a test runner', () => {
  it('is pressed and focused without assignedElements', async () => {
    const departures = new Departures();
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    const slot = element.shadowRoot?.querySelector('slot[name=trigger]') as HTMLSlotElement;
    Object.defineProperty(slot, 'assignedElements', {value: undefined});
    element.focus();
    expect(element.shadowRoot?.activeElement).to.equal(buttonOf(element));
    const left = oneEvent(element, 'budgea-leave');
    element.click();
    await left;
    element.innerHTML = '<button slot="trigger">Mine</button>';
    element.focus();
    expect(document.activeElement).to.equal(element.firstElementChild);
    departures.stop();
    localStorage.clear();
  });
});
