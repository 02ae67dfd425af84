import type {Send} from './send.js';
import type {EmulatedService} from './emulated-service.js';

/** The back end to examine. */
export interface BackendToExamine {
  /** The address at which browsers reach its routes, such as `http://localhost:3000/api/budgea`. */
  readonly url: URL;
  /** The headers of a signed-in user, such as `Cookie`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly send: Send;
  /** The service that it uses. Without it, no flow is walked. */
  readonly service: EmulatedService | undefined;
  /** The client and the callback page of a flow that the doctor starts itself. */
  readonly clientId: string;
  readonly redirectUri: string;
}

/** Returns the address of a route. */
export function routeUrl({url}: Pick<BackendToExamine, 'url'>, route: string): URL {
  const address = new URL(url);
  address.pathname = `${url.pathname.replace(/\/$/, '')}/${route}`;
  address.search = '';
  return address;
}
