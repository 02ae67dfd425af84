/*
 * What the contract says about attempts and callbacks, written without the code that it judges. It is slow and plain.
 * If the contract leaves something open, the model allows several results.
 */

export const HOUR = 3_600_000;

export type Flow = 'connect' | 'reconnect' | 'manage' | 'transfer' | 'payment';

/** A flow that was started. */
export interface Started {
  readonly state: string;
  readonly flow: Flow;
  readonly time: number;
  /** Whether a code was sent: then none comes back. */
  readonly codeSent: boolean;
  readonly owner?: string | undefined;
  /** Who a received code is for. */
  readonly codeOwner?: string | undefined;
  readonly context?: unknown;
  readonly returnTo?: string | undefined;
  /** The id that the flow was started with. */
  readonly id?: string | undefined;
  /** The address of the success that used it up. */
  usedBy?: string;
  /** Whether a callback may have removed it, because its hour was over at that time. */
  wasOld?: boolean;
}

/** A result that the contract allows. `reasons` and `state` of the answer are not compared letter by letter. */
export type Allowed = Readonly<Record<string, unknown>> & {readonly kind: string};

const ANSWERS = [
  'state',
  'error',
  'connection_id',
  'connection_ids',
  'transfer_id',
  'id_payment',
  'id_connection',
];
const OTHERS = [
  'code',
  'error_code',
  'error_description',
  'bank_message',
  'connection_deleted',
  'payment_state',
];
/** The parameters of a callback. */
export const NAMES: readonly string[] = [...ANSWERS, ...OTHERS];
const IDS = ['connection_id', 'transfer_id', 'id_payment', 'id_connection'];
const FOR_LOGS = ['error_description', 'bank_message'];

const CANCELS = ['access_denied', 'tos_declined'];
const KNOWN_ERRORS = ['server_error', 'session_expired'];
const PAYMENT_CANCELS = ['cancelled', 'CancelledByUser'];
const PAYMENT_REFUSALS = [
  'CancelledByClient',
  'insufficientFunds',
  'noAnswerFromCustomer',
  'authenticationFailed',
  'regulatoryReason',
  'invalidBeneficiary',
  'bankMessage',
];

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
const bytesOf = new TextEncoder();

/** Decodes a text of a query once. Returns nothing if it is not UTF-8 in percent-encoding. */
function decode(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === '%') {
      const hex = text.slice(at + 1, at + 3);
      if (!/^[0-9a-f]{2}$/i.test(hex)) return undefined;
      bytes.push(Number.parseInt(hex, 16));
      at += 3;
      continue;
    }
    const letter = String.fromCodePoint(text.codePointAt(at)!);
    bytes.push(...(letter === '+' ? [32] : bytesOf.encode(letter)));
    at += letter.length;
  }
  try {
    return utf8.decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}

/** What a query says: the parameters of ours in it, and what is wrong with it. */
export interface Reading {
  readonly values: ReadonlyMap<string, string>;
  readonly isCallback: boolean;
  /** The reasons that make it malformed. */
  readonly wrong: ReadonlySet<string>;
  /** Whether the contract leaves open if it is malformed. */
  readonly isOdd: boolean;
}

/** Tells whether the service sends a value. `undefined` if nobody can say: unknown codes and states may come. */
function isSent(name: string, value: string): boolean | undefined {
  if (name === 'state') return /\p{Cc}/u.test(value) ? undefined : true;
  if (name === 'error' && value === '') return false;
  if (value === '') return true;
  if (IDS.includes(name)) return /^\d{1,15}$/.test(value) || (/^[\w-]{1,64}$/.test(value) && undefined);
  if (name === 'connection_ids')
    return /^\d{1,15}(,\d{1,15})*$/.test(value) || (/^[\w,-]*$/.test(value) && undefined);
  if (name === 'code') return /^[\w+/= -]{1,200}$/.test(value) || (/^[ -~]*$/.test(value) && undefined);
  if (name === 'connection_deleted') return /^(true|false)$/.test(value) || undefined;
  if (FOR_LOGS.includes(name)) return /\p{Cc}/u.test(value) ? undefined : true;
  return /^\w{1,64}$/.test(value) || undefined;
}

/** Reads the query of an address. */
export function read(url: string): Reading {
  const [address = ''] = url.split('#', 1);
  const query = address.includes('?') ? address.slice(address.indexOf('?') + 1) : '';
  const values = new Map<string, string>();
  const wrong = new Set<string>();
  let isCallback = false;
  let isEscapedCallback = false;
  let isOdd = false;
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const given = decode(equals < 0 ? pair : pair.slice(0, equals)) ?? '';
    const name = given.replace(/^(amp;)+/i, '');
    if (!NAMES.includes(name)) continue;
    if (name !== given) {
      wrong.add('escaped-name');
      if (ANSWERS.includes(name)) isEscapedCallback = true;
      continue;
    }
    if (ANSWERS.includes(name)) isCallback = true;
    if (values.has(name)) wrong.add('repeated-parameter');
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1));
    values.set(name, value ?? '');
    const sent = value === undefined ? (FOR_LOGS.includes(name) ? undefined : false) : isSent(name, value);
    if (sent === false) wrong.add('invalid-value');
    if (sent === undefined) isOdd = true;
  }
  if (!isCallback && isEscapedCallback) return {values, isCallback: true, wrong, isOdd};
  return {values, isCallback, wrong, isOdd};
}

/** Returns an object without the properties that are not given. */
function given(all: Allowed): Allowed {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Allowed;
}

/** Returns what a verified answer may mean. */
function outcomes(started: Started, values: ReadonlyMap<string, string>): Allowed[] {
  const {flow} = started;
  const value = (name: string): string | undefined => values.get(name) || undefined;
  const common = {flow, context: started.context, returnTo: started.returnTo};
  if (flow === 'payment') return paymentOutcomes(started, value, common);
  const error = value('error');
  if (error && CANCELS.includes(error)) return [given({kind: 'cancelled', error, ...common})];
  const failed = given({kind: 'failed', error, known: KNOWN_ERRORS.includes(error ?? ''), ...common});
  if (error) return [failed];
  const code = started.codeSent ? undefined : value('code')?.replaceAll(' ', '+');
  const owner = code && (started.codeOwner ?? started.owner);
  const allowed = successes(started, value, common, code, owner);
  // a payment's refusal on another flow: nobody can say, but nothing else may come of it
  const refusal = value('error_code');
  return refusal
    ? [
        ...allowed,
        given({...failed, error: refusal, known: false}),
        given({...failed, error: refusal, known: true}),
      ]
    : allowed;
}

type Value = (name: string) => string | undefined;

function successes(started: Started, value: Value, common: object, code?: string, owner?: string): Allowed[] {
  const {flow, id} = started;
  const success = (fields: object): Allowed => given({kind: 'success', ...common, ...fields});
  const incomplete = given({kind: 'incomplete', ...common});
  const listed = value('connection_ids')?.split(',').filter(Boolean);
  const connections = [value('connection_id'), value('id_connection')].filter((found) => found !== undefined);
  if (connections.length === 0 && listed?.length) connections.push(listed[0]!);
  switch (flow) {
    case 'connect': {
      const ids = connections;
      if (ids.length === 0) return [incomplete];
      return ids.map((connectionId) => success({connectionId, connectionIds: listed, code, owner}));
    }
    case 'transfer':
      if (value('transfer_id')) return [success({transferId: value('transfer_id'), code, owner})];
      return id ? [success({transferId: id, code, owner}), incomplete] : [incomplete];
    case 'reconnect':
      return [...connections, id].map((connectionId) => success({connectionId}));
    default: {
      const deleted = value('connection_deleted');
      const connectionDeleted = deleted === undefined ? undefined : deleted === 'true';
      const ids = connections.length > 0 ? connections : [id];
      return ids.map((connectionId) => success({connectionId, connectionDeleted}));
    }
  }
}

function paymentOutcomes(started: Started, value: Value, common: object): Allowed[] {
  const state = value('payment_state');
  const id = started.id;
  const error = value('error') ?? value('error_code');
  const both = value('error') && value('error_code') && value('error') !== value('error_code');
  const make = (all: object): Allowed => given({...common, ...all} as Allowed);
  const failed = (code: string, refused: boolean): Allowed[] =>
    [true, false].map((known) =>
      make({
        kind: 'failed',
        error: code,
        known,
        paymentId: id,
        paymentState: state,
        refused: refused || undefined,
      }),
    );
  const isGood = state === 'done' || state === 'accepted';
  const isBad = state === 'rejected' || state === 'expired';
  const success = make({kind: 'success', paymentId: id, paymentState: state, settled: isGood});
  // an error beside a payment that is on its way proves nothing
  const mayBePaid = isGood || state === 'partial' || state === 'validating' || state === 'pending';
  if (error) {
    const codes = both ? [value('error')!, value('error_code')!] : [error];
    const unharmed = mayBePaid ? [success] : [];
    return codes.flatMap((code) => {
      const isCancel = PAYMENT_CANCELS.includes(code) || CANCELS.includes(code);
      const cancelled = isCancel && !mayBePaid ? [make({kind: 'cancelled', error: code})] : [];
      const isRefusal = PAYMENT_REFUSALS.includes(code) || isBad;
      return [
        ...unharmed,
        ...cancelled,
        ...failed(code, false),
        ...(isRefusal && !mayBePaid ? failed(code, true) : []),
      ];
    });
  }
  if (isBad) return failed(state, true);
  if (state === 'created') return [make({kind: 'incomplete'})];
  if (state && !mayBePaid) return failed(state, false);
  return [success];
}

/** The attempts of one browser. */
export class Model {
  readonly attempts = new Map<string, Started>();

  /** Returns the results that the contract allows for a callback, and remembers which attempts may be gone. */
  allowed({values, isCallback, wrong, isOdd}: Reading, now: number, owner: string | undefined): Allowed[] {
    if (!isCallback) return wrong.size > 0 ? [{kind: 'none'}, {kind: 'malformed'}] : [{kind: 'none'}];
    const malformed: Allowed = {
      kind: 'malformed',
      reasons: isOdd ? new Set([...wrong, 'invalid-value']) : wrong,
    };
    const state = values.get('state') ?? '';
    const attempt = this.attempts.get(state);
    if (wrong.size > 0) return attempt?.usedBy === undefined ? [malformed] : [malformed, replayed(attempt)];
    const verdicts = this.#verdicts(state, attempt, now, owner, values);
    return isOdd ? [malformed, ...verdicts] : verdicts;
  }

  /** Forgets attempts whose hour is over: a callback may have removed them. */
  sweep(now: number): void {
    for (const attempt of this.attempts.values())
      if (Math.abs(now - attempt.time) > HOUR) attempt.wasOld = true;
  }

  #verdicts(
    state: string,
    attempt: Started | undefined,
    now: number,
    owner: string | undefined,
    values: ReadonlyMap<string, string>,
  ): Allowed[] {
    const unverified = (reason: string): Allowed => ({kind: 'unverified', reason});
    if (state === '') return [unverified('missing-state')];
    if (!attempt) return [unverified('unknown-state')];
    const gone = attempt.wasOld ? [unverified('unknown-state')] : [];
    const foreign = owner !== undefined && attempt.owner !== owner;
    const age = now - attempt.time;
    const expired = [unverified('expired'), ...gone, ...(foreign ? [unverified('other-owner')] : [])];
    if (Math.abs(age) > HOUR) return expired;
    // the clock was set back since the start: the contract does not say
    const early = age < 0 ? expired : gone;
    if (foreign) return [unverified('other-owner'), ...early];
    if (attempt.usedBy !== undefined) return [replayed(attempt), ...early];
    return [...outcomes(attempt, values), ...early];
  }
}

function replayed({flow, returnTo}: Started): Allowed {
  return given({kind: 'replayed', flow, returnTo});
}
