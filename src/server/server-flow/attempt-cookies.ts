import {ownProperties} from '../../service/options.js';
import {FLOWS} from '../../service/parameters.js';
import {ATTEMPT_LIFETIME, isExpired, type StartedAttempt} from '../../service/results.js';
import {fromBase64Url, toBase64Url} from '../base64-url.js';
import {parseJsonObject} from '../body.js';
import {hmac} from '../owner.js';

/** How many attempts a browser keeps. Each is a cookie of about 1 kB, and servers take about 8 kB of headers. */
const MAX_ATTEMPTS = 5;

/** How many cookies an answer removes, at most. Proxies take only a few kB of headers, and the next start removes more. */
const MAX_REMOVED = 10;

/** A state as this back end makes it. */
const STATE = /^[\w-]{22}$/;

/** An attempt as its cookie keeps it. */
export interface CookieAttempt extends StartedAttempt {
  readonly state: string;
  /** A digest of the answer that used it up. The same answer gives the same result again. */
  readonly usedBy?: string | undefined;
  /** A received code that waits for its user, encrypted. */
  readonly parkedCode?: string | undefined;
}

/**
 * Keeps attempts in the browser: one signed cookie each, so that two tabs do not disturb each other.
 *
 * Nobody can change or make one, or give it another name. It keeps nothing on the server.
 */
export class AttemptCookies {
  readonly #secrets: readonly string[];
  readonly #isSecure: boolean;
  readonly #prefix: string;

  /** @param isSecure Whether the public address uses https. Safari drops secure cookies on http. */
  constructor(secrets: readonly string[], isSecure: boolean) {
    this.#secrets = secrets;
    this.#isSecure = isSecure;
    this.#prefix = `${isSecure ? '__Host-' : ''}budgea-attempt-`;
  }

  /** Reads the attempt of a state. Returns `undefined` if there is none that this back end signed. */
  async read(request: Request, state: string): Promise<CookieAttempt | undefined> {
    const name = this.#prefix + state;
    // without the prefix, another host of the same site can add a cookie of the same name
    for (const [other, value] of cookiesOf(request)) {
      const attempt = other === name ? await this.#parse(name, value) : undefined;
      if (attempt) return attempt;
    }
    return undefined;
  }

  /** Returns the header `Set-Cookie` that keeps an attempt until its hour is over. */
  async write({state, ...attempt}: CookieAttempt): Promise<string> {
    const name = this.#prefix + state;
    const content = toBase64Url(new TextEncoder().encode(JSON.stringify(attempt)));
    const mac = toBase64Url(await macOf(this.#secrets[0] ?? '', `${name}=${content}`));
    const seconds = Math.ceil((attempt.time + ATTEMPT_LIFETIME - Date.now()) / 1000);
    return this.#header(name, `${content}.${mac}`, seconds);
  }

  /** Returns the headers `Set-Cookie` that remove what a new attempt leaves no room for: the oldest goes first. */
  async makeRoom(request: Request): Promise<readonly string[]> {
    const found = new Map<string, number>();
    for (const [name, value] of cookiesOf(request)) {
      if (!name.startsWith(this.#prefix)) continue;
      const attempt = await this.#parse(name, value);
      const time = attempt && !isExpired(attempt) ? attempt.time : 0;
      found.set(name, Math.max(time, found.get(name) ?? 0));
    }
    const kept = [...found].filter(([, time]) => time > 0).sort(([, one], [, other]) => other - one);
    const names = kept.slice(0, MAX_ATTEMPTS - 1).map(([name]) => name);
    const removed = [...found.keys()].filter((name) => !names.includes(name)).slice(0, MAX_REMOVED);
    return removed.map((name) => this.#header(name, '', 0));
  }

  /** Encrypts a code, so that it can wait in the attempt's cookie. */
  async seal(state: string, code: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const key = await sealingKey(this.#secrets[0] ?? '');
    const bytes = await crypto.subtle.encrypt(parametersOf(iv, state), key, new TextEncoder().encode(code));
    return `${toBase64Url(iv)}.${toBase64Url(new Uint8Array(bytes))}`;
  }

  /** Decrypts a code. Returns `undefined` if it is another attempt's, or if its secret is gone. */
  async open({state, parkedCode = ''}: CookieAttempt): Promise<string | undefined> {
    const [iv, bytes] = parkedCode.split('.').map(fromBase64Url);
    if (!iv || !bytes) return undefined;
    for (const secret of this.#secrets) {
      try {
        const key = await sealingKey(secret);
        return new TextDecoder().decode(await crypto.subtle.decrypt(parametersOf(iv, state), key, bytes));
      } catch {
        // it was encrypted with another secret
      }
    }
    return undefined;
  }

  /** Parses the value of a cookie. Anybody can send any value, so the signature goes first. */
  async #parse(name: string, value: string): Promise<CookieAttempt | undefined> {
    const state = name.slice(this.#prefix.length);
    const [content = '', signature = '', ...rest] = value.split('.');
    const mac = fromBase64Url(signature);
    const bytes = fromBase64Url(content);
    if (!STATE.test(state) || !mac || !bytes || rest.length > 0) return undefined;
    for (const secret of this.#secrets) {
      if (!(await isMacOf(secret, `${name}=${content}`, mac))) continue;
      const attempt = parseJsonObject(bytes) as Omit<CookieAttempt, 'state'> | undefined;
      if (!attempt || !Object.hasOwn(FLOWS, attempt.flow)) return undefined;
      return Object.assign(attempt, {state, parameters: ownProperties(attempt.parameters)});
    }
    return undefined;
  }

  #header(name: string, value: string, seconds: number): string {
    return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${this.#isSecure ? '; Secure' : ''}`;
  }
}

/** Makes a state: 132 random bits, in letters that a cookie's name may have. */
export function newState(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(18))).slice(0, 22);
}

/** Yields the cookies of a request. */
function* cookiesOf({headers}: Request): Generator<readonly [name: string, value: string]> {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const index = pair.indexOf('=');
    if (index > 0) yield [pair.slice(0, index).trim(), pair.slice(index + 1).trim()];
  }
}

async function macOf(secret: string, text: string): Promise<Uint8Array<ArrayBuffer>> {
  return hmac(await derivedKey(secret, 'budgea-webview attempt'), text);
}

/** Compares a MAC, in a time that does not depend on the bytes. */
async function isMacOf(secret: string, text: string, mac: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const bytes = await derivedKey(secret, 'budgea-webview attempt');
  const key = await crypto.subtle.importKey('raw', bytes, {name: 'HMAC', hash: 'SHA-256'}, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, mac, new TextEncoder().encode(text));
}

/** Derives a key for one purpose, so that no other use of the same secret has it. */
function derivedKey(secret: string, purpose: string): Promise<Uint8Array<ArrayBuffer>> {
  return hmac(new TextEncoder().encode(secret), purpose);
}

async function sealingKey(secret: string): Promise<CryptoKey> {
  const bytes = await derivedKey(secret, 'budgea-webview parked code');
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** Ties what is encrypted to its attempt. */
function parametersOf(iv: Uint8Array<ArrayBuffer>, state: string): AesGcmParams {
  return {name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(state)};
}
