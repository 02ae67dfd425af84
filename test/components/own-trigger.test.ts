import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/define.js';
import type {BudgeaConnectElement, BudgeaConnectionElement} from '../../src/index.js';

/** A button of a design system: a native one in its shadow root gets the focus. */
customElements.define(
  'house-button',
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({mode: 'open', delegatesFocus: true}).innerHTML =
        '<button type="button"><slot></slot></button>';
    }
  },
);

/** A component of the page that passes its own slot on. */
customElements.define(
  'house-card',
  class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({mode: 'open'}).innerHTML =
        '<budgea-connect><slot name="action" slot="trigger"></slot></budgea-connect>';
    }
  },
);

const TRIGGERS: readonly [kind: string, trigger: TemplateResult][] = [
  ['a <button>', html`<button slot="trigger" id="own" type="button">Add my bank</button>`],
  ['an <a>', html`<a slot="trigger" id="own" href="#elsewhere">Add my bank</a>`],
  ['an <input type="submit">', html`<input slot="trigger" id="own" type="submit" value="Add my bank" />`],
  ['a custom element', html`<house-button slot="trigger" id="own">Add my bank</house-button>`],
];

/** A code that never arrives, so that the element stays pending. */
const WAITING = (): Promise<string> => new Promise(() => undefined);

interface Scene {
  readonly element: BudgeaConnectElement;
  readonly trigger: HTMLElement;
  readonly starts: () => number;
}

async function scene(trigger: TemplateResult): Promise<Scene> {
  let starts = 0;
  const code = (): Promise<string> => {
    starts += 1;
    return WAITING();
  };
  const form = await fixture(html`
    <form action="#submitted">
      <label for="own">Bank</label>
      <budgea-connect domain="demo" client-id="1" redirect-uri="/cb" .code=${code}>${trigger}</budgea-connect>
    </form>
  `);
  return {
    element: form.querySelector('budgea-connect') as BudgeaConnectElement,
    trigger: form.querySelector('#own') as HTMLElement,
    starts: () => starts,
  };
}

const stateOf = (trigger: Element): string | null => trigger.getAttribute('aria-disabled');

/** Restores the page as the back button does, so that nothing is pending. */
async function comeBack(element: BudgeaConnectElement): Promise<void> {
  dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
  await element.updateComplete;
}

describe("the host's own trigger", () => {
  afterEach(() => {
    localStorage.clear();
  });

  for (const [kind, template] of TRIGGERS) {
    describe(kind, () => {
      it('starts by a click, and its default action is prevented', async () => {
        const {trigger, starts} = await scene(template);
        trigger.click();
        await waitUntil(() => starts() === 1);
        expect(location.hash).to.equal('');
      });

      it('gets the focus of the element, and starts by keyboard', async () => {
        const {element, trigger, starts} = await scene(template);
        element.focus();
        expect(trigger.matches(':focus')).to.equal(true);
        await sendKeys({press: 'Enter'});
        await waitUntil(() => starts() === 1);
        expect(location.hash).to.equal('');
      });

      it('is pressed by click() of the element', async () => {
        const {element, trigger, starts} = await scene(template);
        let heard = 0;
        trigger.addEventListener('click', () => (heard += 1));
        element.click();
        await waitUntil(() => starts() === 1);
        expect(heard).to.equal(1);
      });

      it('has aria-disabled while pending, keeps its name and its focus, and starts once', async () => {
        const {element, trigger, starts} = await scene(template);
        element.focus();
        trigger.click();
        await waitUntil(() => starts() === 1);
        await element.updateComplete;
        expect(stateOf(trigger)).to.equal('true');
        expect(trigger.matches(':focus')).to.equal(true);
        trigger.click();
        await element.updateComplete;
        expect(starts()).to.equal(1);
        expect(location.hash).to.equal('');
        await comeBack(element);
        expect(trigger.hasAttribute('aria-disabled')).to.equal(false);
      });

      it('has aria-disabled while disabled, and neither starts nor does its default action', async () => {
        const {element, trigger, starts} = await scene(template);
        element.disabled = true;
        await element.updateComplete;
        expect(stateOf(trigger)).to.equal('true');
        trigger.click();
        await element.updateComplete;
        expect(starts()).to.equal(0);
        expect(location.hash).to.equal('');
        element.disabled = false;
        await element.updateComplete;
        expect(trigger.hasAttribute('aria-disabled')).to.equal(false);
      });
    });
  }

  const [[, button]] = TRIGGERS as [(typeof TRIGGERS)[number]];

  it('starts by its label', async () => {
    const {element, starts} = await scene(button);
    element.parentElement?.querySelector('label')?.click();
    await waitUntil(() => starts() === 1);
  });

  for (const before of ['true', 'false', 'mixed']) {
    it(`gets its aria-disabled="${before}" back afterwards`, async () => {
      const {element, trigger} = await scene(button);
      trigger.setAttribute('aria-disabled', before);
      void element.start();
      await element.updateComplete;
      expect(stateOf(trigger)).to.equal('true');
      await comeBack(element);
      expect(stateOf(trigger)).to.equal(before);
    });
  }

  it('keeps an aria-disabled that the page wrote in the meantime', async () => {
    const {element, trigger} = await scene(button);
    void element.start();
    await element.updateComplete;
    trigger.setAttribute('aria-disabled', 'false');
    await comeBack(element);
    expect(stateOf(trigger)).to.equal('false');
  });

  it('is not changed if it is natively disabled', async () => {
    const {element} = await scene(html`<button slot="trigger" id="own" disabled>Add my bank</button>`);
    element.disabled = true;
    await element.updateComplete;
    expect(element.firstElementChild?.outerHTML).not.to.include('aria-disabled');
  });

  it('can be added while the default one is pending, and takes its state over', async () => {
    const {element, starts} = await scene(html``);
    const inside = element.shadowRoot?.querySelector('button') as HTMLElement;
    inside.click();
    await waitUntil(() => starts() === 1);
    await element.updateComplete;
    expect(stateOf(inside)).to.equal('true');
    const own = document.createElement('button');
    own.slot = 'trigger';
    element.append(own);
    await waitUntil(() => stateOf(own) === 'true');
    expect(stateOf(inside)).to.equal(null);
    own.remove();
    await waitUntil(() => stateOf(own) === null);
    expect(stateOf(inside)).to.equal('true');
  });

  it('can be replaced while it is pending, and gets its attribute back', async () => {
    const {element, trigger} = await scene(button);
    trigger.setAttribute('aria-disabled', 'false');
    void element.start();
    await element.updateComplete;
    const other = document.createElement('button');
    other.slot = 'trigger';
    trigger.replaceWith(other);
    await waitUntil(() => stateOf(other) === 'true');
    expect(stateOf(trigger)).to.equal('false');
    await comeBack(element);
    expect(stateOf(other)).to.equal(null);
  });

  it('gets its attribute back if its element is removed while it is pending', async () => {
    const {element, trigger} = await scene(button);
    void element.start();
    await element.updateComplete;
    element.remove();
    await waitUntil(() => stateOf(trigger) === null);
  });

  it('gets its attribute back if a connection no longer needs to reconnect', async () => {
    const element = await fixture<BudgeaConnectionElement>(html`
      <budgea-connection error="wrongpass" disabled>${button}</budgea-connection>
    `);
    const trigger = element.querySelector('#own') as HTMLElement;
    expect(stateOf(trigger)).to.equal('true');
    element.error = 'bug';
    await element.updateComplete;
    expect(stateOf(trigger)).to.equal(null);
  });

  it('is found through the slot of a component around it', async () => {
    const card = await fixture(html`<house-card><button slot="action">Add my bank</button></house-card>`);
    const element = card.shadowRoot?.querySelector('budgea-connect') as BudgeaConnectElement;
    element.disabled = true;
    await element.updateComplete;
    const own = card.querySelector('button') as HTMLElement;
    expect(stateOf(own)).to.equal('true');
    element.focus();
    expect(own.matches(':focus')).to.equal(true);
  });

  it('can be added through the slot of a component around it while it is disabled', async () => {
    const card = await fixture(html`<house-card></house-card>`);
    const element = card.shadowRoot?.querySelector('budgea-connect') as BudgeaConnectElement;
    element.disabled = true;
    await element.updateComplete;
    const own = document.createElement('button');
    own.slot = 'action';
    card.append(own);
    await waitUntil(() => stateOf(own) === 'true');
    own.remove();
    await waitUntil(() => stateOf(own) === null);
  });

  it('is not searched before its element is in a page', () => {
    const element = document.createElement('budgea-connect');
    element.append(document.createElement('button'));
    element.click();
    element.focus();
    expect(element.shadowRoot).to.equal(null);
  });
});
