import type {SandboxWebhook} from '../options.js';
import {own} from '../own.js';
import {DEFAULT_EVENTS} from './events.js';

/** An address that gets the webhooks of one event. */
export interface Webhook {
  readonly id: number;
  readonly event: string;
  readonly url: string;
  /** Signs them. Without one, they have the permanent token of their user. */
  readonly secret: string | undefined;
  /** Whether the bodies are compressed. */
  readonly gzip: boolean;
  /** The id of the authentication that the secret is from. */
  readonly authId: number | null;
}

/** A secret that is registered to sign webhooks. */
export interface WebhookAuth {
  readonly id: number;
  readonly name: string;
  readonly secret: string;
}

/** The registered webhooks. */
export class Webhooks {
  readonly #webhooks = new Map<number, Webhook>();
  readonly #auths = new Map<number, WebhookAuth>();
  #lastId = 0;
  #lastAuthId = 0;

  constructor(wanted: readonly SandboxWebhook[]) {
    for (const webhook of wanted) this.addAll(webhook);
  }

  /** Every webhook, oldest first. */
  get all(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  /** Every authentication, oldest first. */
  get auths(): readonly WebhookAuth[] {
    return [...this.#auths.values()];
  }

  /** Returns the webhooks of an event. */
  of(event: string): readonly Webhook[] {
    return this.all.filter((webhook) => webhook.event === event);
  }

  /** Returns the authentication with an id. */
  auth(id: number): WebhookAuth | undefined {
    return this.#auths.get(id);
  }

  /** Adds one webhook. */
  add(webhook: Omit<Webhook, 'id'>): Webhook {
    const added = {id: ++this.#lastId, ...webhook};
    this.#webhooks.set(added.id, added);
    return added;
  }

  /** Adds a webhook for its event at its address, or one for each of its events below the address. */
  addAll({url, event, events = DEFAULT_EVENTS, secret, gzip = false}: SandboxWebhook): readonly Webhook[] {
    const shared = {secret, gzip, authId: null};
    if (event !== undefined) return [this.add({event, url, ...shared})];
    return events.map((one) => this.add({event: one, url: addressOf(url, one), ...shared}));
  }

  /** Removes a webhook. Returns whether there was one. */
  remove(id: number): boolean {
    return this.#webhooks.delete(id);
  }

  /** Adds an authentication. */
  addAuth(auth: Omit<WebhookAuth, 'id'>): WebhookAuth {
    const added = own({id: ++this.#lastAuthId, ...auth});
    this.#auths.set(added.id, added);
    return added;
  }
}

/** Returns the address of one event below an address. */
function addressOf(url: string, event: string): string {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${event}`;
  return address.href;
}
