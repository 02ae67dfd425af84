import {expect} from 'chai';
import {
  describeConnectionError,
  finishFlow,
  type Flow,
  type FlowOptions,
  parseCallback,
  payPageUrl,
  webviewUrl,
} from '../../src/flows/index.js';
import {CALLBACK_PARAMETERS} from '../../src/service/callback-parameters.js';
import {polluted} from '../support/polluted.js';
import {CALLBACK, connect, Visit} from '../support/visit.js';

/** Values that an attacker could write into `Object.prototype`. */
const OPTIONS = {
  baseUrl: 'https://evil.example',
  service: 'powens',
  language: 'fr',
  clientId: 'theirs',
  redirectUri: 'https://evil.example/callback',
  code: 'theirs',
  state: 'theirs',
  connectorIds: ['9'],
  returnTo: '/theirs',
  context: 'theirs',
};

describe('with a polluted Object.prototype', () => {
  it('webviewUrl reads only its own options', async () => {
    const manage: FlowOptions<'manage'> = {domain: 'demo', clientId: 1, code: 'c'};
    const url = webviewUrl('manage', manage);
    expect(await polluted(OPTIONS, () => webviewUrl('manage', manage))).to.equal(url);
  });

  it('payPageUrl reads only its own options', async () => {
    const options = {domain: 'demo', code: 'c'};
    const url = payPageUrl('transfers', options);
    const pollution = {...OPTIONS, base: '/theirs/', codeIn: 'fragment'};
    expect(await polluted(pollution, () => payPageUrl('transfers', options))).to.equal(url);
  });

  it('parseCallback reads only its own flow', async () => {
    const url = `${CALLBACK}?state=s`;
    expect(await polluted({flow: 'connect'}, () => parseCallback(url, {}))).to.deep.equal(parseCallback(url));
  });

  it('startFlow sends only its own options, and finishFlow returns only what was stored', async () => {
    const visit = new Visit();
    await polluted(OPTIONS, () => visit.start('connect', {...connect, context: undefined}));
    const url = new URL(visit.left[0] ?? '');
    expect(url.origin + url.pathname).to.equal('https://demo.biapi.pro/2.0/auth/webview/connect');
    expect([...url.searchParams.keys()].sort()).to.deep.equal(['client_id', 'redirect_uri', 'state']);
    expect(url.searchParams.get('redirect_uri')).to.equal(CALLBACK);
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.deep.equal({
      kind: 'success',
      flow: 'connect',
      connectionId: '46',
    });
  });

  it('finishFlow returns the connection of its own flow', async () => {
    const visit = new Visit();
    await visit.start('reconnect', {...connect, code: 'c', connectionId: 46});
    const query = `?state=${visit.state}`;
    const result = await polluted({connectionId: 'theirs'}, () => ({...visit.finish(query)}));
    expect(result).to.deep.equal({kind: 'success', flow: 'reconnect', connectionId: '46'});
  });

  it('finishFlow finds only stored attempts, and returns only their values', async () => {
    const visit = new Visit();
    const pollution = {context: 'theirs', handled: [{state: 's', flow: 'connect', time: 1}]};
    const unknown = await polluted(pollution, () => visit.finish('?state=s&connection_id=46'));
    expect(unknown).to.include({reason: 'unknown-state'});
    await visit.start('connect', connect);
    visit.finish(`?state=${visit.state}&connection_id=46`);
    const again = `?state=${visit.state}&connection_id=46&`;
    const replayed = await polluted(pollution, () => ({...visit.finish(again)}));
    expect(replayed).to.deep.equal({kind: 'replayed', flow: 'connect'});
  });

  it('startFlow adds no callback to a flow without one', async () => {
    const visit = new Visit();
    await polluted(OPTIONS, () => visit.start('manage', {domain: 'demo', clientId: 1, code: 'c'}));
    expect(visit.left).to.deep.equal(['https://demo.biapi.pro/2.0/auth/webview/manage?client_id=1&code=c']);
  });

  it('finishFlow reads only the url and the store that it was given', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    const query = `?state=${visit.state}&connection_id=46`;
    const theirs = new Visit();
    await theirs.start('connect', connect);
    const {store} = theirs;
    const options = {store, url: `${CALLBACK}?state=${theirs.state}&connection_id=7`};
    expect(await polluted(options, () => visit.finish(query))).to.include({connectionId: '46'});
    expect(await polluted({store}, () => finishFlow({url: options.url}))).not.to.include({kind: 'success'});
    expect(finishFlow(options)).to.include({kind: 'success'});
  });
});

/** Every name that the flows read of an address, an attempt or a result. */
const READ = [
  ...Object.keys(OPTIONS),
  ...CALLBACK_PARAMETERS,
  ...['kind', 'flow', 'result', 'attempt', 'values', 'answer', 'url', 'place', 'owner', 'codeOwner', 'used'],
  ...['time', 'parameters', 'codeSent', 'canRetry', 'connectionId', 'connectionIds', 'connectionDeleted'],
  ...['transferId', 'paymentId', 'paymentState', 'settled', 'known', 'description', 'refused', 'reason'],
  ...[
    'who',
    'action',
    'message',
    'bankMessage',
    'consentEndsAt',
    'consentEndsSoon',
    'last_update',
    'sources',
  ],
];
const EVERYTHING = Object.fromEntries(READ.map((name) => [name, 'theirs']));

/** Answers to each flow, and what each was started with. */
const ANSWERS: readonly (readonly [Flow, object, string])[] = [
  ['connect', {}, 'connection_id=46'],
  ['connect', {}, 'connection_id=46&code=c'],
  ['connect', {}, ''],
  ['connect', {}, 'error=access_denied'],
  ['connect', {}, 'error=new_error&error_description=d'],
  ['connect', {}, 'connection_id=46&connection_id=47'],
  ['reconnect', {code: 'c', connectionId: 46}, ''],
  ['manage', {code: 'c'}, ''],
  ['transfer', {}, 'transfer_id=7'],
  ['payment', {code: 'c', paymentId: 9, state: 'of-a-payment'}, 'payment_state=done'],
  [
    'payment',
    {code: 'c', paymentId: 9, state: 'of-a-payment'},
    'error_code=limitReached&payment_state=rejected',
  ],
];

describe('with every name in Object.prototype', () => {
  for (const [flow, options, answer] of ANSWERS) {
    it(`finishFlow gives the same result of ${flow} for ?${answer}`, async () => {
      const read = async (pollution: object): Promise<string> => {
        const visit = new Visit();
        await visit.start(flow, {...connect, ...options});
        const query = `?state=${visit.state}&${answer}`;
        return polluted(pollution, () => {
          const result = visit.finish(query);
          return JSON.stringify([{...result}, READ.map((name) => Reflect.get(result, name) as unknown)]);
        });
      };
      expect(await read(EVERYTHING)).to.equal(await read({}));
    });
  }

  for (const query of ['', '?state=s&connection_id=46', '?error=access_denied', '?id_payment=9']) {
    it(`finishFlow believes nothing of an answer that is not ours: ${query || 'no query'}`, async () => {
      const read = (): string => {
        const result = new Visit().finish(query);
        const claimed = 'answer' in result ? result.answer : {};
        return JSON.stringify([result, READ.map((name) => Reflect.get(result, name) as unknown), claimed]);
      };
      expect(await polluted(EVERYTHING, read)).to.equal(read());
    });
  }

  for (const connection of [{}, {state: 'wrongpass'}, {state: null, sources: [{state: 'decoupled'}]}]) {
    it(`describeConnectionError reads only the fields of ${JSON.stringify(connection)}`, async () => {
      const read = (): string => {
        const remedy = describeConnectionError(connection);
        return JSON.stringify([remedy, READ.map((name) => Reflect.get(remedy, name) as unknown)]);
      };
      expect(await polluted(EVERYTHING, read)).to.equal(read());
    });
  }
});
