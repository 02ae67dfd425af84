import type {Clock} from '../clock.js';
import type {SandboxConnector} from '../options.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long a user's consent is valid: 180 days. */
export const CONSENT_TIME = 180 * DAY;

/** The states in which the service tries again by itself. */
const RETRIED_STATES: readonly string[] = ['websiteUnavailable', 'rateLimiting', 'validating', 'bug'];

/** The state of a source whose consent has ended. */
const CONSENT_ENDED = 'SCARequired';

/** One of the ways by which a connection gets its data. */
export interface Source {
  readonly id: number;
  readonly name: string;
  /** Whether the user's consent for it ends at some time. */
  readonly needsConsent: boolean;
  /** `null` if it works. */
  state: string | null;
  /** When the user's consent ends, in milliseconds. `null` if it does not end. */
  accessExpire: number | null;
}

/** The data of a new connection. */
export interface ConnectionData {
  readonly id: number;
  readonly userId: number;
  readonly connector: SandboxConnector;
  readonly sources: readonly Source[];
  readonly state: string | null;
  /** `null` if it was never synchronized: its first synchronization then starts at once. */
  readonly lastUpdate: number | null;
}

/**
 * Called at the end of a synchronization, successful or not.
 *
 * @param since the time of the successful one before it, in milliseconds; `null` if there was none.
 */
export type OnSynchronized = (connection: Connection, since: number | null) => void;

/**
 * A user's access to a bank or a provider.
 *
 * What happens with time is worked out when somebody asks: the end of a synchronization, the daily ones after it,
 * and the end of consent.
 */
export class Connection {
  readonly id: number;
  readonly userId: number;
  readonly connector: SandboxConnector;
  /** In milliseconds. */
  readonly createdAt: number;
  readonly #clock: Clock;
  readonly #syncTime: number;
  readonly #onSynchronized: OnSynchronized;
  readonly #sources: readonly Source[];
  #active = true;
  #state: string | null;
  #lastUpdate: number | null;
  #lastTry: number;
  #syncEnd: number | undefined;
  /** When a webhook with its data was last accepted, in milliseconds. `null` if none was. */
  lastPush: number | null = null;

  constructor(
    {id, userId, connector, sources, state, lastUpdate}: ConnectionData,
    clock: Clock,
    syncTime: number,
    onSynchronized: OnSynchronized,
  ) {
    this.id = id;
    this.userId = userId;
    this.connector = connector;
    this.createdAt = clock.now();
    this.#clock = clock;
    this.#syncTime = syncTime;
    this.#onSynchronized = onSynchronized;
    this.#sources = sources;
    this.#state = state;
    this.#lastUpdate = lastUpdate;
    this.#lastTry = this.createdAt;
    if (lastUpdate === null) this.synchronize();
  }

  /** The ways by which it gets its data. */
  get sources(): readonly Source[] {
    this.catchUp();
    return this.#sources;
  }

  /** What is wrong with it; `null` if it works. */
  get state(): string | null {
    this.catchUp();
    return this.#state;
  }

  set state(state: string | null) {
    this.catchUp();
    this.#state = state;
    this.#lastTry = this.#clock.now();
  }

  /** Whether the service synchronizes it by itself. */
  get active(): boolean {
    return this.#active;
  }

  set active(active: boolean) {
    this.catchUp();
    this.#active = active;
    this.#lastTry = this.#clock.now();
  }

  /** The time of the last successful synchronization, in milliseconds; `null` before the first one. */
  get lastUpdate(): number | null {
    this.catchUp();
    return this.#lastUpdate;
  }

  /** Whether a synchronization is running. */
  get synchronizing(): boolean {
    this.catchUp();
    return this.#syncEnd !== undefined;
  }

  /** When the service tries again by itself, in milliseconds; `null` if it does not. */
  get nextTry(): number | null {
    this.catchUp();
    if (!this.#active) return null;
    if (this.#state === null) return this.#lastUpdate === null ? null : this.#lastTry + DAY;
    if (!RETRIED_STATES.includes(this.#state)) return null;
    const tries = Math.floor((this.#clock.now() - this.#lastTry) / HOUR);
    return this.#lastTry + (tries + 1) * HOUR;
  }

  /** Starts a synchronization. It fails at once if something is wrong with the connection. */
  synchronize(): void {
    this.catchUp();
    this.#lastTry = this.#clock.now();
    if (this.#state === null) this.#syncEnd = this.#lastTry + this.#syncTime;
    else this.#onSynchronized(this, this.#lastUpdate);
  }

  /** Does what was due until now. */
  catchUp(): void {
    const [state, lastUpdate] = [this.#state, this.#lastUpdate];
    const now = this.#clock.now();
    const consentEnd = Math.min(...this.#sources.map(({accessExpire}) => accessExpire ?? Infinity));
    if (this.#syncEnd !== undefined && this.#syncEnd <= now) {
      if (this.#state === null) this.#lastUpdate = this.#syncEnd;
      this.#syncEnd = undefined;
    }
    const days = Math.floor((Math.min(now, consentEnd) - this.#lastTry) / DAY);
    if (this.#state === null && this.#active && this.#lastUpdate !== null && days > 0) {
      this.#lastTry += days * DAY;
      this.#lastUpdate = this.#lastTry;
    }
    for (const source of this.#sources) {
      if ((source.accessExpire ?? Infinity) > now) continue;
      source.state ??= CONSENT_ENDED;
      this.#state ??= source.state;
    }
    if (this.#state !== state || this.#lastUpdate !== lastUpdate) this.#onSynchronized(this, lastUpdate);
  }
}
