/** What the service told about an account, as far as the pages show it. */
export interface Account {
  readonly id: number;
  readonly name: string;
  readonly balance: number;
}

/** A connection as the pages show it beside the panel. */
export interface VisitorsConnection {
  readonly id: string;
  readonly name: string;
  /** What is wrong with it, as the service names it. `null` if it works. */
  readonly state: string | null;
  /** Empty until a webhook brought them. */
  readonly accounts: readonly Account[];
}

/** A visitor's user at the service. */
export interface ServiceUser {
  readonly token: string;
  readonly userId?: string | undefined;
}

/** Stands for the database of a site: who visits, and what the webhooks brought. */
export class Visitors {
  readonly #users = new Map<string, ServiceUser>();
  readonly #accounts = new Map<string, readonly Account[]>();
  readonly #pages = new Map<string, Set<() => void>>();

  /** Returns the permanent token of a session. It never leaves this server. */
  tokenOf(session: string): string | undefined {
    return this.#users.get(session)?.token;
  }

  /** Saves the user of a session, or forgets it. */
  setUser(session: string, user: ServiceUser | null): void {
    if (user) this.#users.set(session, user);
    else this.#users.delete(session);
  }

  /** Returns the accounts of a connection. `undefined` until a webhook brought them. */
  accountsOf(connectionId: string): readonly Account[] | undefined {
    return this.#accounts.get(connectionId);
  }

  /** Saves the accounts of a connection, or forgets them. */
  setAccounts(connectionId: string, accounts: readonly Account[] | null): void {
    if (accounts) this.#accounts.set(connectionId, accounts);
    else this.#accounts.delete(connectionId);
  }

  /** Tells the open pages of a user of the service that there is something new. */
  tellUser(userId: string): void {
    for (const [session, user] of this.#users) if (user.userId === userId) this.tell(session);
  }

  /** Tells the open pages of a session that there is something new. */
  tell(session: string): void {
    for (const page of this.#pages.get(session) ?? []) page();
  }

  /** Answers a page that wants to be told, by server-sent events, until it is closed. */
  listen(session: string): Response {
    const pages = this.#pages.get(session) ?? new Set();
    this.#pages.set(session, pages);
    let page: () => void;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        page = () => {
          controller.enqueue(NEWS);
        };
        pages.add(page);
        // the page may have missed something before it listened
        page();
      },
      cancel: () => {
        pages.delete(page);
        if (pages.size === 0) this.#pages.delete(session);
      },
    });
    return new Response(body, {headers: {'content-type': 'text/event-stream', 'cache-control': 'no-store'}});
  }
}

/** An event without content: the page then asks for what it shows. */
const NEWS = new TextEncoder().encode('data: \n\n');
