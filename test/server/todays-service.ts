import {randomBytes} from 'node:crypto';

/*
 * A double of today's service, as its reference describes it and as nothing else does: codes by GET, today's errors,
 * today's payments. It shares nothing with the emulated service, and refuses whatever the reference does not have.
 */

export const CLIENT = {id: '17473055', secret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80'} as const;

const MINUTE = 60_000;
const SCOPES = [
  'payments:admin',
  'payments:read-only',
  'payments:validate',
  'payments:cancel',
  'payments:allow-sensitive',
  'payment-links:admin',
];

interface Bearer {
  readonly kind: 'permanent' | 'temporary' | 'service' | 'scoped';
  readonly userId?: number;
  readonly paymentId?: number;
  readonly scopes: readonly string[];
  readonly isSingle?: boolean;
  readonly endsAt: number;
}

/** A payment as the double keeps it. */
export interface KeptPayment {
  readonly id: number;
  state: string;
  error_code: string | null;
  readonly client_redirect_uri: string;
  readonly client_state: string | null;
  readonly instructions: readonly Record<string, unknown>[];
}

/** Returns a payment that was created before. */
export function keptPayment(id: number, state = 'created'): KeptPayment {
  return {
    id,
    state,
    error_code: null,
    client_redirect_uri: 'https://app.example/callback',
    client_state: 'S',
    instructions: [],
  };
}

/** How a payer leaves the webview. */
export type PaymentEnding =
  | {readonly state: string; readonly error_code?: string; readonly bank_message?: string}
  | {readonly error: 'cancelled'};

/** An error in today's envelope. `message` is the bank's, and no bank is involved here. */
class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly description: string;

  constructor(status: number, code: string, description: string) {
    super(code);
    this.status = status;
    this.code = code;
    this.description = description;
  }
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly bearer: string | undefined;
  readonly body: Record<string, unknown>;
}

type Handler = (call: Call, id: number) => unknown;

export class TodaysService {
  /** The service's own clock, in ms. */
  now = Date.UTC(2026, 10, 27);
  /** Each request, in order. */
  readonly calls: {readonly call: string; readonly body: unknown}[] = [];
  readonly payments = new Map<number, KeptPayment>();
  /** The user of each connection. */
  readonly connections = new Map<number, number>();
  /** Fields of connections that differ from those of a healthy one. */
  readonly details = new Map<number, object>();
  /** The connections whose data is being fetched. */
  readonly synchronizing = new Set<number>();
  /** Whether the client may use payments. */
  hasPayments = true;
  /** Every token and code that it gave out. */
  readonly issued: string[] = [];
  readonly #bearers = new Map<string, Bearer>();
  readonly #deleted = new Set<number>();
  #lastRequest = 4000;
  #lastPayment = 200;
  #lastUser = 500;

  /** The routes of the reference that a back end may need, by path and then by method. */
  readonly #routes: readonly [path: RegExp, methods: Readonly<Record<string, Handler>>][] = [
    [/^\/2\.0\/auth\/token\/code$/, {GET: (call) => this.#mint(call)}],
    [/^\/2\.0\/auth\/token\/access$/, {POST: (call) => this.#exchange(call)}],
    [/^\/2\.0\/auth\/token$/, {POST: (call) => this.#serviceToken(call)}],
    [/^\/2\.0\/auth\/init$/, {POST: (call) => this.#initUser(call)}],
    [/^\/2\.0\/auth\/renew$/, {POST: (call) => this.#renew(call)}],
    [
      /^\/2\.0\/users\/me$/,
      {
        GET: (call) => this.#user(call),
        DELETE: (call) => {
          this.#deleteUser(call);
        },
      },
    ],
    [/^\/2\.0\/users\/me\/connections$/, {GET: (call) => this.#listConnections(call)}],
    [
      /^\/2\.0\/users\/me\/connections\/(\d+)$/,
      {
        GET: (call, id) => this.#connection(call, id),
        PUT: (call, id) => this.#synchronize(call, id),
        DELETE: (call, id) => {
          this.#deleteConnection(call, id);
        },
      },
    ],
    [/^\/2\.0\/payments$/, {POST: (call) => this.#create(call)}],
    [/^\/2\.0\/payments\/(\d+)$/, {GET: (call, id) => this.#read(call, id)}],
    [/^\/2\.0\/payments\/(\d+)\/scopedtoken$/, {POST: (call, id) => this.#scopedToken(call, id)}],
  ];

  /** Adds a user and returns the permanent token. */
  addUser(id: number, token?: string): string {
    return this.#issue({kind: 'permanent', userId: id, scopes: [], endsAt: Infinity}, token);
  }

  /** Deletes a user; the tokens stay known. */
  deleteUser(id: number): void {
    this.#deleted.add(id);
  }

  /** Returns the code that the webview gives to a new user. */
  receivedCode(userId: number, code?: string): string {
    return this.#issue({kind: 'temporary', userId, scopes: [], endsAt: this.now + 30 * MINUTE}, code);
  }

  /** Revokes a token or uses a code up. */
  revoke(text: string): void {
    this.#bearers.delete(text);
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const text = await request.text();
    const call = `${request.method} ${url.pathname}${url.search}`;
    this.calls.push({call, body: text ? (JSON.parse(text) as unknown) : undefined});
    this.#lastRequest += 1;
    try {
      const answer = this.#answer(request, url, text);
      return answer === undefined ? new Response(null, {status: 204}) : Response.json(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const {status, code, description} = error;
      return Response.json({code, description, message: null, request_id: this.#lastRequest}, {status});
    }
  };

  /** Walks a payer through the webview. Returns where the payer ends. */
  pay(webview: string, ending: PaymentEnding): string {
    const {origin, pathname, searchParams: given} = new URL(webview);
    expectEqual(origin, 'https://webview.powens.com');
    expectMatch(pathname, /^\/(en|fr|de|nl|pt|it|es)\/payment$/);
    expectEqual(given.get('domain'), 'demo.biapi.pro');
    expectEqual(given.get('client_id'), CLIENT.id);
    const payment = this.payments.get(Number(given.get('payment_id')));
    if (!payment) throw new Error('The webview knows no such payment.');
    const bearer = this.#bearers.get(given.get('code') ?? '');
    if (bearer?.kind !== 'scoped' || bearer.paymentId !== payment.id) {
      throw new Error('The webview takes only the scoped token of this payment.');
    }
    expectEqual(given.get('redirect_uri'), payment.client_redirect_uri);
    expectEqual(given.get('state'), payment.client_state);
    if (payment.state !== 'created') throw new Error('The payment was confirmed before.');
    const back = new URL('error' in ending ? given.get('redirect_uri')! : payment.client_redirect_uri);
    back.searchParams.set('state', payment.client_state ?? '');
    back.searchParams.set('id_payment', String(payment.id));
    if ('error' in ending) {
      back.searchParams.set('error', ending.error);
      return back.href;
    }
    payment.state = ending.state;
    payment.error_code = ending.error_code ?? null;
    back.searchParams.set('payment_state', ending.state);
    if (ending.error_code) back.searchParams.set('error_code', ending.error_code);
    if (ending.bank_message) back.searchParams.set('bank_message', ending.bank_message);
    return back.href;
  }

  #answer(request: Request, url: URL, text: string): unknown {
    for (const [path, methods] of this.#routes) {
      const match = path.exec(url.pathname);
      if (!match) continue;
      const handler = methods[request.method];
      if (!handler) throw new Refusal(405, 'methodNotAllowed', `${request.method} is not supported here`);
      if (text && request.headers.get('content-type') !== 'application/json') {
        throw new Refusal(400, 'invalidValue', 'the body must be JSON');
      }
      const body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
      const bearer = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
      return handler({method: request.method, url, bearer, body}, Number(match[1]));
    }
    throw new Refusal(404, 'notFound', `${url.pathname} does not exist`);
  }

  #mint({url, bearer}: Call): unknown {
    const names = [...url.searchParams.keys()];
    if (names.some((name) => name !== 'type')) throw new Refusal(400, 'invalidValue', names.join());
    const type = url.searchParams.get('type') ?? 'requestAccess';
    if (!['singleAccess', 'requestAccess'].includes(type)) {
      throw new Refusal(400, 'invalidValue', `type ${type} is unknown`);
    }
    const {kind, userId = 0} = this.#find(bearer);
    if (kind !== 'permanent') throw new Refusal(403, 'unauthorized', 'a permanent token is needed');
    if (this.#deleted.has(userId)) throw new Refusal(404, 'notFound', `there is no user ${userId}`);
    const isSingle = type === 'singleAccess';
    const code = this.#issue({
      kind: 'temporary',
      userId,
      scopes: [],
      isSingle,
      endsAt: this.now + 30 * MINUTE,
    });
    return {code, type: 'temporary', access: isSingle ? 'single' : 'standard', expires_in: 1800};
  }

  #exchange({body}: Call): unknown {
    this.#client(body);
    if (!['authorization_code', undefined].includes(body['grant_type'] as string | undefined)) {
      throw new Refusal(400, 'invalidValue', 'grant_type must be authorization_code');
    }
    const code = requiredText(body, 'code');
    const bearer = this.#bearers.get(code);
    if (bearer?.kind !== 'temporary' || bearer.endsAt <= this.now) {
      throw new Refusal(403, 'invalidGrant', `the code ${code} is not valid`);
    }
    this.#bearers.delete(code);
    return {access_token: this.addUser(bearer.userId ?? 0), token_type: 'Bearer'};
  }

  #serviceToken({body}: Call): unknown {
    this.#client(body);
    if (body['grant_type'] !== 'client_credentials') {
      throw new Refusal(400, 'invalidValue', 'grant_type must be client_credentials');
    }
    const scope = requiredText(body, 'scope');
    if (!SCOPES.includes(scope)) throw new Refusal(400, 'invalidValue', `the scope ${scope} is unknown`);
    if (!this.hasPayments) throw new Refusal(403, 'unauthorized', `the client has no scope ${scope}`);
    const token = this.#issue({kind: 'service', scopes: [scope], endsAt: this.now + 30 * MINUTE});
    return {token, scope, expires_in: 1800};
  }

  #user({bearer}: Call): {readonly id: number} {
    const {kind, userId = 0} = this.#find(bearer);
    if (kind === 'service' || kind === 'scoped') throw new Refusal(403, 'unauthorized', 'a user is needed');
    if (this.#deleted.has(userId)) throw new Refusal(404, 'notFound', `there is no user ${userId}`);
    return {id: userId, ...{signin: '2026-11-27 08:00:00', platform: 'sharedAccess'}};
  }

  #initUser({body}: Call): unknown {
    this.#client(body);
    this.#lastUser += 1;
    const token = this.addUser(this.#lastUser);
    return {auth_token: token, type: 'permanent', id_user: this.#lastUser, expires_in: null};
  }

  #renew({body}: Call): unknown {
    this.#client(body);
    if (body['grant_type'] !== 'client_credentials') {
      throw new Refusal(400, 'invalidValue', 'grant_type must be client_credentials');
    }
    const {id_user: id, revoke_previous: revokes} = body;
    if (typeof id !== 'number' || typeof revokes !== 'boolean') {
      throw new Refusal(400, 'invalidValue', 'id_user must be a number, revoke_previous a boolean');
    }
    const kept = [...this.#bearers].filter(([, one]) => one.kind === 'permanent' && one.userId === id);
    if (kept.length === 0) throw new Refusal(404, 'notFound', `there is no user ${id}`);
    if (revokes) for (const [text] of kept) this.revoke(text);
    return {access_token: this.addUser(id), token_type: 'Bearer'};
  }

  #deleteUser(call: Call): undefined {
    const {id} = this.#user(call);
    this.deleteUser(id);
    for (const [connection, userId] of this.connections)
      if (userId === id) this.connections.delete(connection);
  }

  #listConnections(call: Call): unknown {
    const {id} = this.#user(call);
    const {searchParams} = call.url;
    const [limit, offset] = ['limit', 'offset'].map((name) => Number(searchParams.get(name)));
    if (!limit || limit > 1000) throw new Refusal(400, 'invalidValue', 'limit must be from 1 to 1000');
    if (searchParams.get('expand') !== 'connector,sources,accounts') {
      throw new Refusal(400, 'invalidValue', 'nobody reads the rest');
    }
    const own = [...this.connections].filter(([, userId]) => userId === id);
    const page = own.slice(offset, (offset ?? 0) + limit);
    return {connections: page.map(([one, userId]) => this.#connectionJson(one, userId)), total: own.length};
  }

  #connection({bearer}: Call, id: number): unknown {
    const {kind, userId = 0} = this.#find(bearer);
    if (kind === 'service' || kind === 'scoped') throw new Refusal(403, 'unauthorized', 'a user is needed');
    if (this.#deleted.has(userId) || this.connections.get(id) !== userId) {
      throw new Refusal(404, 'notFound', `the user has no connection ${id}`);
    }
    return this.#connectionJson(id, userId);
  }

  #synchronize(call: Call, id: number): unknown {
    const connection = this.#connection(call, id);
    if (this.synchronizing.has(id)) throw new Refusal(409, 'conflict', `${id} is being synchronized`);
    this.synchronizing.add(id);
    return connection;
  }

  #deleteConnection(call: Call, id: number): undefined {
    this.#connection(call, id);
    this.connections.delete(id);
  }

  #connectionJson(id: number, userId: number): object {
    return {
      id,
      id_user: userId,
      id_connector: 59,
      state: null,
      error: null,
      last_update: null,
      ...this.details.get(id),
    };
  }

  #create({bearer, body}: Call): unknown {
    this.#allow(bearer, 'payments:admin');
    const redirectUri = requiredText(body, 'client_redirect_uri');
    if (!URL.canParse(redirectUri) || redirectUri.includes('?')) {
      throw new Refusal(400, 'invalidValue', `client_redirect_uri ${redirectUri} has a query`);
    }
    const {client_state: state = null, instructions, payer_identity: payer} = body;
    if (state !== null && (typeof state !== 'string' || Array.from(state).length > 2000)) {
      throw new Refusal(400, 'invalidValue', 'client_state is longer than 2000 characters');
    }
    if (!Array.isArray(instructions) || instructions.length === 0) {
      throw new Refusal(400, 'missingParameter', 'instructions is missing');
    }
    if (!payer) throw new Refusal(400, 'missingParameter', 'payer_identity is missing');
    for (const instruction of instructions as readonly Record<string, unknown>[])
      checkInstruction(instruction);
    this.#lastPayment += 1;
    const payment: KeptPayment = {
      id: this.#lastPayment,
      state: 'created',
      error_code: null,
      client_redirect_uri: redirectUri,
      client_state: state,
      instructions: instructions as readonly Record<string, unknown>[],
    };
    this.payments.set(payment.id, payment);
    return payment;
  }

  #scopedToken({bearer, body}: Call, id: number): unknown {
    this.#allow(bearer, 'payments:admin');
    const payment = this.#payment(id);
    if (JSON.stringify(body['scope']) !== '["payments:validate"]') {
      throw new Refusal(400, 'invalidValue', 'scope must be a list of payments:validate');
    }
    const token = this.#issue({
      kind: 'scoped',
      paymentId: payment.id,
      scopes: ['payments:validate'],
      endsAt: this.now + 604_800_000,
    });
    return {token, scope: 'payments:validate', expires_in: 604_800, id_payment: payment.id};
  }

  #read({bearer}: Call, id: number): unknown {
    this.#allow(bearer, 'payments:admin', 'payments:read-only');
    return this.#payment(id);
  }

  #payment(id: number): KeptPayment {
    const payment = this.payments.get(id);
    if (!payment) throw new Refusal(404, 'notFound', `there is no payment ${id}`);
    return payment;
  }

  #client(body: Record<string, unknown>): void {
    const id = requiredText(body, 'client_id');
    if (id !== CLIENT.id || requiredText(body, 'client_secret') !== CLIENT.secret) {
      throw new Refusal(401, 'unauthorized', `the client ${id} or its secret is wrong`);
    }
  }

  #find(bearer: string | undefined): Bearer {
    const found = this.#bearers.get(bearer ?? '');
    if (!found || found.endsAt <= this.now) {
      throw new Refusal(401, 'unauthorized', `the token ${bearer ?? 'is missing'}`);
    }
    if (found.isSingle) this.#bearers.delete(bearer ?? '');
    return found;
  }

  #allow(bearer: string | undefined, ...scopes: readonly string[]): void {
    const {scopes: own} = this.#find(bearer);
    if (!own.some((scope) => scopes.includes(scope))) {
      throw new Refusal(403, 'unauthorized', `one of the scopes ${scopes.join()} is needed`);
    }
  }

  #issue(bearer: Bearer, text = `+/${randomBytes(22).toString('base64')}`): string {
    this.#bearers.set(text, bearer);
    this.issued.push(text);
    return text;
  }
}

function requiredText(body: Record<string, unknown>, name: string): string {
  const text = body[name];
  if (text === undefined) throw new Refusal(400, 'missingParameter', `${name} is missing`);
  if (typeof text !== 'string' || text === '')
    throw new Refusal(400, 'invalidValue', `${name} is not a text`);
  return text;
}

function checkInstruction(instruction: Record<string, unknown>): void {
  for (const name of ['label', 'currency']) requiredText(instruction, name);
  if (typeof instruction['amount'] !== 'number')
    throw new Refusal(400, 'invalidValue', 'amount is not a number');
  const type = requiredText(instruction, 'execution_date_type');
  if (!['first_open_day', 'instant', 'deferred'].includes(type)) {
    throw new Refusal(400, 'invalidValue', `execution_date_type ${type} is unknown`);
  }
  for (const name of ['beneficiary', 'beneficiary_identity']) {
    if (!instruction[name]) throw new Refusal(400, 'missingParameter', `${name} is missing`);
  }
}

function expectEqual(given: string | null, wanted: string | null): void {
  if (given !== wanted)
    throw new Error(`The webview got ${given ?? 'nothing'} instead of ${wanted ?? 'nothing'}.`);
}

function expectMatch(given: string, wanted: RegExp): void {
  if (!wanted.test(given))
    throw new Error(`The webview got ${given}, which does not match ${String(wanted)}.`);
}
