import type {LitElement, ReactiveController} from 'lit';
import {isUse} from '../../flows/attempts.js';
import {FlowError} from '../../service/flow-error.js';
import {isSignedOut} from './back-end.js';
import type {ReadConnection} from './connections-answer.js';
import {requestConnections} from './connections-requests.js';

/** How long to wait before asking again, in ms. It doubles each time. */
const FIRST_PAUSE = 2000;
const MAX_PAUSE = 30_000;

/** How long fetching usually takes at most, in ms. After that, nobody is kept waiting. */
const USUAL_TIME = 600_000;

/** How long a flow that succeeded in another tab may take to change the connections, in ms. */
const TIME_TO_SAVE = 60_000;

/** A connection that is being fetched. */
interface Wait {
  /** In ms since the epoch. */
  readonly since: number;
  /** The time of the data that was there when fresh data was asked for. */
  readonly updatedAt?: number;
}

/** Loads the user's connections for an element, and asks again while one of them is being fetched. */
export class ConnectionsController implements ReactiveController {
  /** The connections of the latest answer. */
  connections: readonly ReadConnection[] | undefined = undefined;
  /** Why the latest request failed. */
  error: FlowError | undefined = undefined;

  /** The ids of all connections so far, in the order in which they came. */
  readonly ids = new Set<string>();

  readonly #host: LitElement;
  readonly #onLoad: () => void;
  #listening = new AbortController();
  #request = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause = FIRST_PAUSE;
  /** Until when a change is expected, in ms since the epoch. */
  #expectedUntil = 0;
  /** The connections that are being fetched, by id. */
  #waits = new Map<string, Wait>();

  /** Calls `onLoad` after each answer and each failure. */
  constructor(host: LitElement, onLoad: () => void = () => undefined) {
    this.#host = host;
    this.#onLoad = onLoad;
    host.addController(this);
  }

  /** Starts to load, until the element is removed. */
  start(): void {
    this.#listening.abort();
    const {signal} = (this.#listening = new AbortController());
    const onVisibilityChange = (): void => {
      if (document.hidden) clearTimeout(this.#timer);
      else if (this.#isWaiting) void this.load();
    };
    const onPageShow = ({persisted}: PageTransitionEvent): void => {
      if (persisted) void this.load();
    };
    const onStorage = (event: StorageEvent): void => {
      if (!isUse(event)) return;
      // a flow succeeded in another tab, and its code may still be on its way to the back end
      this.#expectedUntil = Date.now() + TIME_TO_SAVE;
      this.#pause = FIRST_PAUSE;
      void this.load();
    };
    document.addEventListener('visibilitychange', onVisibilityChange, {signal});
    addEventListener('pageshow', onPageShow, {signal});
    addEventListener('storage', onStorage, {signal});
    void this.load();
  }

  hostDisconnected(): void {
    this.#listening.abort();
    this.#request.abort();
    clearTimeout(this.#timer);
  }

  /** Loads the connections. A failure is kept, and not thrown. */
  async load(): Promise<void> {
    clearTimeout(this.#timer);
    this.#request.abort();
    const {signal} = (this.#request = new AbortController());
    try {
      const connections = await requestConnections(this.#host, signal);
      if (signal.aborted) return;
      this.error = undefined;
      this.#take(connections);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof FlowError)) throw error;
      this.error = error;
      // the next user of this browser must not see them
      if (isSignedOut(error)) this.connections = undefined;
    }
    this.#onLoad();
    this.#host.requestUpdate();
    this.#askLater();
  }

  /** Expects fresh data of a connection. */
  expect({id, updatedAt}: ReadConnection): void {
    this.#waits.set(id, {since: Date.now(), updatedAt});
    this.#pause = FIRST_PAUSE;
    this.#askLater();
    this.#host.requestUpdate();
  }

  /** Removes a connection that was disconnected. */
  remove({id}: ReadConnection): void {
    this.#take(this.connections?.filter((connection) => connection.id !== id) ?? []);
    this.#onLoad();
    this.#host.requestUpdate();
  }

  /** Tells whether the data of a connection is being fetched. */
  isFetching({id, isFetching, updatedAt, remedy}: ReadConnection): boolean {
    return isFetching || (remedy.who !== 'user' && Object.is(this.#waits.get(id)?.updatedAt, updatedAt));
  }

  /** Tells whether fetching takes longer than usual. */
  isLate({id}: ReadConnection): boolean {
    return Date.now() - (this.#waits.get(id)?.since ?? Infinity) > USUAL_TIME;
  }

  #take(connections: readonly ReadConnection[]): void {
    this.connections = connections;
    const now = Date.now();
    const waits = new Map<string, Wait>();
    for (const connection of connections) {
      const {id, createdAt} = connection;
      this.ids.add(id);
      const since = createdAt < now ? createdAt : now;
      if (this.isFetching(connection)) waits.set(id, this.#waits.get(id) ?? {since});
    }
    this.#waits = waits;
  }

  get #isWaiting(): boolean {
    const isFetched = (connection: ReadConnection): boolean =>
      this.isFetching(connection) && !this.isLate(connection);
    return Date.now() < this.#expectedUntil || Boolean(this.connections?.some(isFetched));
  }

  #askLater(): void {
    clearTimeout(this.#timer);
    if (!this.#isWaiting) {
      this.#pause = FIRST_PAUSE;
    } else if (!document.hidden && this.#host.isConnected) {
      this.#timer = setTimeout(() => void this.load(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, MAX_PAUSE);
    }
  }
}
