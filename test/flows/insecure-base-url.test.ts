import {expect} from 'chai';
import {payPageUrl, webviewUrl} from '../../src/flows/index.js';
import {errorOf, rejection} from '../support/errors.js';
import {polluted} from '../support/polluted.js';
import {connect, Visit} from '../support/visit.js';

const WARNING = 'allowInsecureBaseUrl: this sends codes over http. Never use it in production.';

/** Returns what a call writes to the console as warnings. */
async function warningsOf(run: () => unknown): Promise<unknown[]> {
  const {warn} = console;
  const warnings: unknown[] = [];
  console.warn = (...values: unknown[]) => {
    warnings.push(...values);
  };
  try {
    await run();
  } finally {
    console.warn = warn;
  }
  return warnings;
}

const urlAt = (host: string): string =>
  webviewUrl('connect', {...connect, baseUrl: `http://${host}/`, allowInsecureBaseUrl: true});

describe('allowInsecureBaseUrl', () => {
  for (const host of [
    '10.0.0.1',
    '10.255.255.255:4001',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.5:4001',
    '169.254.7.7',
    '[fc00::1]:4001',
    '[fd12:3456:789a::1]',
    '[fe80::1]',
    '[febf::1]',
    'sandbox:4001',
    'my-mac',
    'my_service',
    'my-mac.local:4001',
    'app.test',
    'bank.app.test:4001',
  ]) {
    it(`allows http://${host}, and warns of it`, async () => {
      let url = '';
      const warnings = await warningsOf(() => {
        url = urlAt(host);
      });
      expect(new URL(url).origin).to.equal(`http://${host}`);
      expect(warnings).to.deep.equal([WARNING]);
    });
  }

  for (const host of [
    'proxy.example',
    'demo.biapi.pro',
    '8.8.8.8',
    '11.0.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '169.253.0.1',
    '10.0.0.1.evil.example',
    '192.168.1.5.nip.io',
    'sandbox.example',
    'sandbox.',
    'local.evil.example',
    'evil.localx',
    'app.test.evil.example',
    '[2001:db8::1]',
    '[fc::1]',
    '[fb00::1]',
    '[fe00::1]',
    '[fec0::1]',
    '[::ffff:10.0.0.1]',
  ]) {
    it(`refuses http://${host}`, async () => {
      const warnings = await warningsOf(() => {
        expect(errorOf(() => urlAt(host))).to.include({code: 'insecure-url', option: 'baseUrl'});
      });
      expect(warnings).to.deep.equal([]);
    });
  }

  it('is needed for a private address', () => {
    for (const allowInsecureBaseUrl of [undefined, null, false]) {
      const options = {...connect, baseUrl: 'http://192.168.1.5', allowInsecureBaseUrl};
      expect(errorOf(() => webviewUrl('connect', options)).code).to.equal('insecure-url');
    }
  });

  it('must be a boolean', () => {
    for (const allowInsecureBaseUrl of ['true', 1, {}] as unknown as boolean[]) {
      const options = {...connect, baseUrl: 'http://192.168.1.5', allowInsecureBaseUrl};
      expect(errorOf(() => webviewUrl('connect', options))).to.include({
        code: 'invalid-parameter',
        option: 'allowInsecureBaseUrl',
      });
    }
  });

  it('is not read from a polluted prototype', async () => {
    const options = {...connect, baseUrl: 'http://192.168.1.5'};
    const error = await polluted({allowInsecureBaseUrl: true}, () =>
      errorOf(() => webviewUrl('connect', options)),
    );
    expect(error.code).to.equal('insecure-url');
  });

  it('warns of nothing that is allowed without it', async () => {
    const warnings = await warningsOf(() => {
      for (const baseUrl of [
        undefined,
        'https://proxy.example',
        'https://192.168.1.5',
        'http://localhost:4001',
        'http://127.0.0.1',
        'http://[::1]:4001',
      ]) {
        webviewUrl('connect', {...connect, baseUrl, allowInsecureBaseUrl: true});
      }
    });
    expect(warnings).to.deep.equal([]);
  });

  it('is never sent, and works for both services and the API Pay pages', async () => {
    const options = {baseUrl: 'http://sandbox:4001', allowInsecureBaseUrl: true};
    await warningsOf(() => {
      const powens = webviewUrl('connect', {...connect, ...options, service: 'powens', language: 'fr'});
      expect(powens).to.match(/^http:\/\/sandbox:4001\/fr\/connect\?domain=demo\.biapi\.pro&/);
      const pay = payPageUrl('transfers', {...options, code: 'c'});
      expect(pay).to.equal('http://sandbox:4001/2.0/auth/webview/transfers?code=c');
      expect(powens).not.to.match(/insecure/i);
    });
  });

  it('warns at each use, and once at each start', async () => {
    const options = {...connect, baseUrl: 'http://sandbox:4001', allowInsecureBaseUrl: true};
    const visit = new Visit();
    const warnings = await warningsOf(async () => {
      await visit.start('connect', options);
      await visit.start('connect', {...options, code: () => 'c'});
      payPageUrl('transfers', {baseUrl: options.baseUrl, allowInsecureBaseUrl: true, code: 'c'});
    });
    expect(warnings).to.deep.equal([WARNING, WARNING, WARNING]);
    expect(visit.store.dump()).not.to.match(/insecure|sandbox/i);
  });

  it('does not warn of a start that is refused', async () => {
    const visit = new Visit();
    const warnings = await warningsOf(async () => {
      const options = {...connect, baseUrl: 'http://proxy.example', allowInsecureBaseUrl: true};
      expect((await rejection(visit.start('connect', options))).code).to.equal('insecure-url');
    });
    expect(warnings).to.deep.equal([]);
  });
});
