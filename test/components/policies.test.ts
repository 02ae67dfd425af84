import {expect, fixture, oneEvent, waitUntil} from '@open-wc/testing';
import {connection} from '../support/connections.js';
import {Departures} from '../support/departures.js';
import {policiesIn} from '../support/policies-in.js';

type View = Window & typeof globalThis;

const documentation = await fetch('/docs/content-security-policy.md');
const POLICIES = policiesIn(await documentation.text());
const NONCE = 'drawn-by-lot';

/** A page in a frame with a policy. Only `frame-ancestors` has no effect there, because it needs a header. */
class GuardedPage {
  readonly violations: string[] = [];
  readonly view: View;

  constructor(frame: HTMLIFrameElement, policy: string) {
    this.view = frame.contentWindow as View;
    const {document: page} = this.view;
    page.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) => {
      this.violations.push(`${violatedDirective}: ${blockedURI}`);
    });
    page.body.innerHTML = `
      <budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>
      <budgea-callback></budgea-callback>
      <budgea-connections connections-url="/connections"></budgea-connections>`;
    this.view.fetch = () => Promise.resolve(Response.json({connections: [connection('46')]}));
    const meta = page.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = policy.replaceAll('{random}', NONCE);
    const script = page.createElement('script');
    Object.assign(script, {type: 'module', nonce: NONCE, src: '/src/define.ts'});
    page.head.append(meta, script);
  }

  /** Whether a text can be run as a script. Each of these policies forbids it. */
  get runsText(): boolean {
    try {
      return this.view.eval('true') as boolean;
    } catch {
      return false;
    }
  }
}

describe('under a policy of the documentation', () => {
  afterEach(() => {
    localStorage.clear();
  });

  for (const {title, headers} of POLICIES) {
    const [[, policy] = ['', '']] = headers;
    // this policy is for the flows without the elements
    if (!policy.includes('lit-html')) continue;

    it(`the elements are styled and work: '${title}'`, async () => {
      const frame = document.createElement('iframe');
      frame.src = '/test/support/empty-page.html';
      const loaded = oneEvent(frame, 'load');
      await fixture(frame);
      await loaded;
      const page = new GuardedPage(frame, policy);
      const {document: inside} = page.view;
      await waitUntil(() => inside.querySelector('budgea-callback:defined'), title, {timeout: 10_000});
      const callback = inside.querySelector('budgea-callback')!;
      await waitUntil(() => callback.shadowRoot?.textContent.includes('There is nothing to finish here.'));
      const button = inside.querySelector('budgea-connect')!.shadowRoot!.querySelector('button')!;
      expect(page.view.getComputedStyle(button).fontWeight).to.equal('600');
      const panel = inside.querySelector('budgea-connections')!;
      await waitUntil(() => panel.shadowRoot?.querySelector('time'));
      const tile = panel.shadowRoot!.querySelector('[part=tile]')!;
      expect(page.view.getComputedStyle(tile).backgroundColor).to.equal('rgb(26, 115, 232)');
      const departures = new Departures(inside);
      button.click();
      await waitUntil(() => departures.events.length === 1);
      departures.stop();
      expect(page.violations).to.deep.equal([]);
      expect(page.runsText).to.equal(false);
    });
  }
});
