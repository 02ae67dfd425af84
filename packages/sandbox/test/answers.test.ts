import {describe, expect, it} from 'vitest';
import {Walker} from './walk.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers} from './world.js';

const FLOWS = [
  ['connect', {}],
  ['reconnect', {code: CODE, connection_id: '46'}],
  ['manage', {code: CODE}],
  ['transfer', {code: CODE}],
] as const;

describe('the answer', () => {
  for (const [flow, parameters] of FLOWS) {
    for (const error of ['access_denied', 'server_error', 'bank_maintenance_window']) {
      it(`of ${flow} can be ${error}, with a description that contains markup`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(flowUrl(flow, {...parameters, state: 's'}));
        await walker.press(error);
        expect(walker.status).toBe(303);
        expect(walker.url.searchParams.get('error')).toBe(error);
        expect(walker.url.searchParams.get('error_description')).toContain('<b>');
        expect(walker.url.searchParams.get('state')).toBe('s');
        expect(walker.url.search).not.toContain('+');
        expect(walker.url.searchParams.has('code')).toBe(false);
      });
    }

    it(`of ${flow} ${['connect', 'transfer'].includes(flow) ? 'can' : 'cannot'} be tos_declined`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl(flow, parameters));
      expect(walker.buttons.includes('tos_declined')).toBe(['connect', 'transfer'].includes(flow));
    });
  }

  for (const flow of ['connect', 'transfer']) {
    it(`of ${flow} is tos_declined if the user declines`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl(flow));
      await walker.press('Nordalis');
      await walker.press('Decline');
      expect(walker.url.searchParams.get('error')).toBe('tos_declined');
    });
  }

  it('is access_denied on every page that the user cancels', async () => {
    const sandbox = sandboxWithUsers();
    const forward = [
      ['Crédit Littoral'],
      ['Accept and continue'],
      ['Sign in', {login: '12345678', password: '123456'}],
      ['Confirm', {'one-time-code': '123456'}],
      ['Continue'],
    ] as const;
    for (let steps = 0; steps <= forward.length; steps++) {
      const walker = await new Walker(sandbox).open(flowUrl('connect', {state: 's'}));
      for (const [button, values] of forward.slice(0, steps)) await walker.press(button, values);
      await walker.press('Cancel');
      expect(walker.url.searchParams.get('error')).toBe('access_denied');
      expect(walker.url.searchParams.get('state')).toBe('s');
    }
  });

  for (const [redirectUri, expected] of [
    [CALLBACK, `${CALLBACK}?state=s`],
    [`${CALLBACK}?a=1`, `${CALLBACK}?a=1&state=s`],
    [`${CALLBACK}?`, `${CALLBACK}?state=s`],
    [`${CALLBACK}?a=1&`, `${CALLBACK}?a=1&state=s`],
    [`${CALLBACK}#part`, `${CALLBACK}?state=s#part`],
    [`${CALLBACK}?a=%20+%2b&&b#part?c`, `${CALLBACK}?a=%20+%2b&&b&state=s#part?c`],
    ['https://app.example', 'https://app.example?state=s'],
    ['my-app://back', 'my-app://back?state=s'],
    ['https://app.example/é', 'https://app.example/%C3%A9?state=s'],
  ] as const) {
    it(`is merged into ${redirectUri}`, async () => {
      const sandbox = sandboxWithUsers();
      const walker = new Walker(sandbox);
      await walker.open(flowUrl('manage', {code: CODE, redirect_uri: redirectUri, state: 's'}));
      const action = new URL(/<form method="post" action="([^"]*)"/.exec(walker.page)?.[1] ?? '', walker.url);
      const body = new URLSearchParams({action: 'close'});
      const response = await sandbox.fetch(new Request(action, {method: 'POST', body}));
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(expected);
    });
  }

  for (const state of ['a b', 'a+b', '%2B', 'é&=#?', '"><script>', '{"a":1}']) {
    it(`returns the state ${state} unchanged`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(flowUrl('manage', {code: CODE, state}));
      await walker.press('Close');
      expect(walker.url.searchParams.get('state')).toBe(state);
      expect(decodeURIComponent(/state=([^&#]*)/.exec(walker.url.href)?.[1] ?? '')).toBe(state);
    });
  }

  it('is slow once if the user asks for it', async () => {
    const walker = new Walker(sandboxWithUsers({slowAnswer: 300}));
    await walker.open(flowUrl('connect'));
    await walker.press('Answer slowly once');
    expect(walker.step).toBe('bank');
    expect(walker.page).toContain('The next answer will be slow.');
    const slow = await timed(() => walker.press('Nordalis'));
    const quick = await timed(() => walker.press('Accept and continue'));
    expect(slow).toBeGreaterThanOrEqual(290);
    expect(quick).toBeLessThan(290);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
