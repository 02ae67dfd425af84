import {createHmac} from 'node:crypto';
import {gzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {signWebhook} from '../src/testing.js';

const SECRET = 'a secret of the host, with é';
const PATH = '/webhooks/CONNECTION_SYNCED';

function hmac(date: string, body: string | Uint8Array): string {
  return createHmac('sha256', SECRET).update(`POST.${PATH}.${date}.`).update(body).digest('base64');
}

describe('signWebhook', () => {
  it.each([
    ['a text', '{"name": "Compte chèque"}'],
    ['an empty body', ''],
    ['compressed bytes', new Uint8Array(gzipSync('{"id": 46}'))],
  ] as const)('signs method, path, date and the sent bytes of %s', async (_kind, body) => {
    const date = '2026-11-23T08:00:00.000Z';
    for (const given of [Date.parse(date), new Date(date)]) {
      expect(await signWebhook({path: PATH, body, secret: SECRET, date: given})).toEqual({
        'BI-Signature': hmac(date, body),
        'BI-Signature-Date': date,
      });
    }
  });

  it('signs with the time of the platform by default', async () => {
    const before = Date.now();
    const signed = await signWebhook({path: PATH, body: '{}', secret: SECRET});
    const date = signed['BI-Signature-Date'];
    expect(Date.parse(date)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(date)).toBeLessThanOrEqual(Date.now());
    expect(signed['BI-Signature']).toBe(hmac(date, '{}'));
  });

  it('refuses a date that is no time', async () => {
    await expect(signWebhook({path: PATH, body: '', secret: SECRET, date: NaN})).rejects.toThrow(RangeError);
  });
});
