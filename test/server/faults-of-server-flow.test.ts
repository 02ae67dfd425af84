import {describe, expect, it, vi} from 'vitest';
import {fetchFrom} from '../../packages/sandbox/src/testing.js';
import type {BackendOptions} from '../../src/server/index.js';
import {requestFrom} from './browser-requests.js';
import {FAULTS} from './faults.js';
import {FlowSite, MOUNT} from './server-flow-site.js';
import {CLIENT} from './todays-service.js';
import {upstream} from './upstream.js';

/** What no page and no log may hold. */
const shows = (text: string, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => secret !== '' && text.includes(secret));

describe('the flow on the server, in front of a service that', () => {
  it.each(FAULTS)(
    '%s, shows a page with its status, and goes on the next time',
    async (_title, fault, status, code) => {
      const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
      await using site = await FlowSite.start();
      await using service = await upstream({fetch: fetchFrom(site.sandbox)});
      const options: Partial<BackendOptions> = {
        timeLimit: code === 'service-timeout' ? 400 : null,
        fetch: (input, init) => {
          const {pathname, search} = new URL(new Request(input).url);
          return fetch(service.url + pathname + search, init);
        },
      };
      const broken = site.backend(options);
      const ada = site.browser('ada');
      const back = await site.end(await site.leave(ada));
      const received = new URL(back).searchParams.get('code') ?? '';

      // the exchange of the received code
      service.fail(fault, 2);
      const failed = await broken(requestFrom(ada, back));
      const page = await failed.text();
      expect([failed.status, failed.headers.get('content-type')]).toEqual([
        status,
        'text/html; charset=utf-8',
      ]);
      expect(failed.headers.getSetCookie()).toEqual([]);
      expect(site.errors.at(-1)).toMatchObject({name: 'BackendError', code});
      expect(site.tokens.size).toBe(0);
      service.fail(fault, 0);
      const done = await broken(requestFrom(ada, back));
      expect(done.headers.get('location')).toContain('budgea=success');
      const token = site.tokens.get('ada') ?? '';
      expect(token).not.toBe('');

      // the code for the next start
      service.fail(fault, 2);
      const start = (): Request => requestFrom(ada, `${MOUNT}/start/connect`);
      const unstarted = await broken(start());
      expect([unstarted.status, unstarted.headers.getSetCookie()]).toEqual([status, []]);
      service.fail(fault, 0);
      expect((await broken(start())).headers.get('location')).toContain('state=');

      const told = [
        page,
        await unstarted.text(),
        ...site.errors.map(String),
        JSON.stringify(log.mock.calls),
      ].join();
      expect(shows(told, [received, token, CLIENT.secret])).toEqual([]);
      log.mockRestore();
    },
  );
});
