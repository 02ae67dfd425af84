/**
 * What is wrong, for a program.
 *
 * - `no-answer`, `not-mounted`, `signed-out`, `redirected`, `wrong-status`, `failed`: the route is not reached, or fails.
 * - `not-json`, `compressed`: the answer is not what the route wrote.
 * - `body-parser`, `content-type`: the body does not arrive as it was sent.
 * - `wrong-path`, `wrong-scheme`, `wrong-host`: a proxy or a router changes the address.
 * - `cross-site`: any site can use the route.
 * - `cached`, `cacheable`: something between keeps answers, or may.
 * - `no-sandbox`, `other-service`, `webview-refused`, `no-state`: the start does not lead to the emulated service.
 * - `prefetched`, `taken-for-prefetch`: a prefetch does something, or a navigation does nothing.
 * - `no-cookie`, `cookie-…`: the cookie of the start does not return, or is not safe.
 * - `not-finished`, `forged`, `code-leaked`, `repeated`, `token-lost`: the return goes wrong.
 * - `missing-connection`: the list lacks what was just connected.
 * - `unsigned`, `wrong-signature`: a webhook is not verified, or not accepted.
 * - `too-large`: a large webhook does not get through.
 */
export type FindingCode =
  | 'no-answer'
  | 'not-mounted'
  | 'signed-out'
  | 'redirected'
  | 'wrong-status'
  | 'failed'
  | 'not-json'
  | 'compressed'
  | 'body-parser'
  | 'content-type'
  | 'wrong-path'
  | 'wrong-scheme'
  | 'wrong-host'
  | 'cross-site'
  | 'cached'
  | 'cacheable'
  | 'no-sandbox'
  | 'other-service'
  | 'webview-refused'
  | 'no-state'
  | 'prefetched'
  | 'taken-for-prefetch'
  | 'no-cookie'
  | 'cookie-readable'
  | 'cookie-same-site'
  | 'cookie-insecure'
  | 'cookie-domain'
  | 'cookie-path'
  | 'cookie-lifetime'
  | 'not-finished'
  | 'forged'
  | 'code-leaked'
  | 'repeated'
  | 'token-lost'
  | 'missing-connection'
  | 'unsigned'
  | 'wrong-signature'
  | 'too-large';

/** What the doctor found out. */
export interface Finding {
  /** What was checked, as a short sentence. */
  readonly check: string;
  /** Whether nothing is wrong. Also if it was not checked. */
  readonly ok: boolean;
  /** What is wrong. `null` if nothing is. */
  readonly code: FindingCode | null;
  /** What is probably wrong, and what to do; or why it was not checked. Empty if it is right. It holds no secret. */
  readonly advice: string;
}

/** What is wrong, and what to do. */
export interface Problem {
  readonly code: FindingCode;
  readonly advice: string;
}

/** Returns a problem. */
export function problem(code: FindingCode, advice: string): Problem {
  return {code, advice};
}

/** Returns the finding of a check: right if it has no problem. */
export function finding(check: string, found: Problem | undefined): Finding {
  return {check, ok: !found, code: found?.code ?? null, advice: found?.advice ?? ''};
}

/** Returns the finding of a check that was not made. */
export function notChecked(check: string, reason: string): Finding {
  return {check, ok: true, code: null, advice: reason};
}
