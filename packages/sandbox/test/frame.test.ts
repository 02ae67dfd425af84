import {runInNewContext} from 'node:vm';
import {describe, expect, it} from 'vitest';
import {terminationScript} from '../src/assets/termination-script.js';
import {Walker} from './walk.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

const IN_FRAME = {'sec-fetch-dest': 'iframe'};
const LOGIN = {login: '12345678', password: '123456'};

describe('in a frame, as the vendor’s element opens it', () => {
  it('can be shown by any page, refusals too', async () => {
    const walker = new Walker(sandboxWithUsers(), IN_FRAME);
    for (const parameters of [{}, {client_id: '1'}]) {
      await walker.open(todaysUrl('connect', parameters));
      expect(walker.headers.get('content-security-policy')).toContain('frame-ancestors *');
    }
  });

  it('cannot be shown at the documented address', async () => {
    const sandbox = sandboxWithUsers();
    expect((await new Walker(sandbox, IN_FRAME).open(flowUrl('connect'))).status).toBe(403);
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    expect(walker.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await walker.press('Cancel');
    expect(walker.url.href.startsWith(CALLBACK)).toBe(true);
  });

  it('ends connect with a message that has the connections and the code', async () => {
    const walker = await new Walker(sandboxWithUsers(), IN_FRAME).open(
      todaysUrl('connect', {state: 's', max_connections: '2'}),
    );
    await walker.press('Banque Orvane');
    await walker.press('Accept and continue');
    await walker.press('Sign in', LOGIN);
    await walker.press('Continue');
    await walker.press('Confirm and finish');
    await walker.press('Finish');
    expect(walker.heading).toBe('You can close this page');
    expect(messageOf(walker)).toEqual({
      message: {
        type: 'powensWebviewTermination',
        data: {
          connectionId: 50,
          connectionIds: [50],
          code: expect.stringMatching(/^[\w+/]{32}$/) as string,
          state: 's',
        },
      },
      origin: 'https://app.example',
    });
  });

  it('ends manage with a message that the connection was removed', async () => {
    const walker = await new Walker(sandboxWithUsers(), IN_FRAME).open(
      todaysUrl('manage', {code: CODE, connection_id: '48'}),
    );
    await walker.press('Remove Sélène Banque, No. 48');
    await walker.press('Remove the connection');
    expect(messageOf(walker).message).toMatchObject({data: {connectionId: 48, connectionDeleted: true}});
  });

  it('ends with a message for any page if there is no redirect_uri', async () => {
    const walker = await new Walker(sandboxWithUsers(), IN_FRAME).open(
      todaysUrl('manage', {code: CODE, redirect_uri: undefined}),
    );
    await walker.press('server_error');
    expect(messageOf(walker)).toMatchObject({
      message: {data: {error: 'server_error', errorDescription: expect.any(String) as string}},
      origin: '*',
    });
  });
});

/** Runs the script of the page. */
function messageOf(walker: Walker): {message?: unknown; origin?: unknown} {
  const [, content = '', origin = ''] =
    /<meta name="termination" content="(.*?)" data-origin="(.*?)">/.exec(walker.page) ?? [];
  const sent: {message?: unknown; origin?: unknown} = {};
  runInNewContext(terminationScript, {
    document: {
      querySelector: () => ({
        content: content
          .replaceAll('&quot;', '"')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&#39;', "'")
          .replaceAll('&amp;', '&'),
        dataset: {origin},
      }),
    },
    parent: {
      postMessage: (message: unknown, target: unknown) => {
        Object.assign(sent, structuredClone({message, origin: target}));
      },
    },
    JSON,
  });
  return sent;
}
