import type {WebhookDelivery, WebhookFaults} from '../control/control.js';
import {own} from '../own.js';
import type {Change} from '../world/change.js';
import type {World} from '../world/world.js';
import {type Deliver, tryToDeliver, type TryResult} from './deliver.js';
import {type Notice, noticesOf} from './payloads.js';
import {webhookRequest} from './request.js';
import type {Webhook, Webhooks} from './webhooks.js';

/** After so many failures in a row a run stops. */
const MAX_FAILURES = 10;
/** After so many timeouts in a row a run stops. */
const MAX_TIMEOUTS = 2;
/** How long after a failure the next run begins, in milliseconds. Assumed. */
const RUN_PAUSE = 60_000;
/** The most deliveries that are kept, waiting or not. */
const MAX_DELIVERIES = 1000;

/** A webhook with its data, until it is accepted and after. */
interface Delivery {
  readonly id: number;
  readonly webhook: Webhook;
  readonly notice: Omit<Notice, 'payload'>;
  readonly body: string;
  readonly time: number;
  readonly tries: (TryResult & {readonly time: number})[];
  /** When it can be sent, in milliseconds. */
  dueAt: number;
  accepted: boolean;
}

/** What a sender needs. */
export interface SenderParts {
  readonly world: World;
  readonly webhooks: Webhooks;
  readonly deliver: Deliver;
  /** How long a receiver can take, in milliseconds. */
  readonly timeout: number;
}

/**
 * Sends webhooks, one after the other, until each is accepted with a 2xx status.
 *
 * A run sends everything that is due. One that fails is sent again by a later run. After 10 failures or 2 timeouts in a
 * row, a run stops, and everything waits for the next one.
 */
export class Sender {
  readonly #parts: SenderParts;
  #deliveries: Delivery[] = [];
  #lastId = 0;
  /** What users who are still temporary have missed. */
  readonly #missed = new Map<number, Notice[]>();
  #faults: WebhookFaults = own({});
  #run: Promise<void> | undefined;
  #nextRun = -Infinity;
  #stopped = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** The last 1,000 deliveries, oldest first, without their data. */
  get deliveries(): readonly WebhookDelivery[] {
    return this.#deliveries.map(({id, webhook: {event, url}, notice, time, tries, accepted}) => ({
      id,
      event,
      url: url.replace(/[?#].*$/s, ''),
      user: notice.userId,
      time,
      accepted,
      tries: tries.map((one) => ({...one})),
    }));
  }

  /** Sets how the sender misbehaves. */
  set faults(faults: WebhookFaults) {
    this.#faults = faults;
  }

  /** Adds the webhooks of some changes. A webhook that is registered later gets nothing of them. */
  addChanges(changes: readonly Change[]): void {
    if (this.#parts.webhooks.all.length === 0) return;
    for (const change of changes) {
      for (const notice of noticesOf(this.#parts.world, change)) this.#addOrKeep(notice);
      if (change.kind === 'user-created') this.#addMissed(change.userId);
      if (change.kind === 'user-deleted') this.#missed.delete(change.userId);
    }
  }

  /** Adds the webhooks of a notice, whoever its user is. Returns how many there are. */
  add({payload, ...notice}: Notice): number {
    const {world, webhooks} = this.#parts;
    const {delay = 0} = this.#faults;
    const time = world.clock.now();
    const wanted = webhooks.of(notice.event);
    for (const webhook of wanted) {
      const id = ++this.#lastId;
      const body = JSON.stringify({id_webhook_data: id, ...payload});
      this.#deliveries.push({
        ...{id, webhook, notice, body, time, tries: [], dueAt: time + delay, accepted: false},
      });
    }
    this.#deliveries = this.#deliveries.slice(-MAX_DELIVERIES);
    return wanted.length;
  }

  /** Starts a run, if something is due and none is under way. */
  start(): void {
    if (this.#run || !this.#next()) return;
    this.#run = this.#sendAll().finally(() => {
      this.#run = undefined;
    });
  }

  /** Resolves at the end of the run. */
  async idle(): Promise<void> {
    this.start();
    while (this.#run) {
      await this.#run;
      this.start();
    }
  }

  /** Stops for good. */
  stop(): void {
    this.#stopped = true;
  }

  #addOrKeep(notice: Notice): void {
    const {userId} = notice;
    if (userId === null || this.#parts.world.tokens.hasBeenPermanent(userId)) this.add(notice);
    else this.#missed.set(userId, [...(this.#missed.get(userId) ?? []), notice]);
  }

  #addMissed(userId: number): void {
    for (const notice of this.#missed.get(userId) ?? []) this.add(notice);
    this.#missed.delete(userId);
  }

  /** Returns the delivery that is sent next: the oldest one that is due, or the newest one on request. */
  #next(): Delivery | undefined {
    const now = this.#parts.world.clock.now();
    if (this.#stopped || now < this.#nextRun) return undefined;
    const due = this.#deliveries.filter(({accepted, dueAt}) => !accepted && dueAt <= now);
    return this.#faults.newestFirst === true ? due.at(-1) : due[0];
  }

  async #sendAll(): Promise<void> {
    let failures = 0;
    let timeouts = 0;
    for (let next = this.#next(); next; next = this.#next()) {
      const result = await this.#send(next);
      const {clock} = this.#parts.world;
      if (next.accepted) {
        failures = 0;
        timeouts = 0;
        continue;
      }
      next.dueAt = clock.now() + RUN_PAUSE;
      failures++;
      timeouts = result.failure === 'timeout' ? timeouts + 1 : 0;
      if (failures < MAX_FAILURES && timeouts < MAX_TIMEOUTS) continue;
      this.#nextRun = clock.now() + RUN_PAUSE;
      return;
    }
  }

  /** Sends one delivery, on request several copies at the same time. Returns the result of the last one. */
  async #send(delivery: Delivery): Promise<TryResult> {
    const {copies = 1} = this.#faults;
    const results = await Promise.all(Array.from({length: copies}, () => this.#try(delivery)));
    delivery.accepted = results.some(({status}) => status !== null && status >= 200 && status <= 299);
    const {connection} = delivery.notice;
    if (delivery.accepted && connection) connection.lastPush = this.#parts.world.clock.now();
    return results.at(-1) ?? {status: null, failure: 'unreachable'};
  }

  async #try({webhook, notice, body, tries}: Delivery): Promise<TryResult> {
    const {world, deliver, timeout} = this.#parts;
    const {clockOffset = 0, wrongSecret = false} = this.#faults;
    const time = world.clock.now();
    const token = notice.userId === null ? undefined : world.tokens.permanentOf(notice.userId);
    const prepare = (): Promise<Request> =>
      webhookRequest({
        webhook: wrongSecret && webhook.secret !== undefined ? {...webhook, secret: WRONG} : webhook,
        body,
        token: wrongSecret ? WRONG : token,
        date: time + clockOffset,
      });
    const result = await tryToDeliver(deliver, prepare, timeout);
    tries.push({time, ...result});
    return result;
  }
}

/** The secret and the token of a sender that has neither. */
const WRONG = 'not+the/secret/of/anybody0000000';
