import {LANGUAGES} from '../language.js';
import {type Flow, PARAMETERS, type Parameter} from './parameters.js';

/** One of the addresses that the same webview stands at, and how it differs from the other. */
export interface Service {
  /** What stands before the language. */
  readonly path: string;
  /** The languages of its addresses, which the pages need not speak. */
  readonly languages: readonly string[];
  /** Whether `domain` has to say whose webview it is. The documented address says so with its host. */
  readonly takesDomain: boolean;
  /** Whether connectors may be asked for by id and by UUID at once. */
  readonly combinesConnectors: boolean;
  /** Whether a session that the service lost ends with an error of its own. */
  readonly expiresSessions: boolean;
}

/** The address that the documentation gives. Sessions and assets of either service stand under it. */
export const DOCUMENTED: Service = {
  path: '/2.0/auth/webview/',
  languages: LANGUAGES,
  takesDomain: false,
  combinesConnectors: false,
  expiresSessions: false,
};

/** Today's address. */
export const TODAYS: Service = {
  path: '/',
  languages: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
  takesDomain: true,
  combinesConnectors: true,
  expiresSessions: true,
};

/** What a flow takes at this address, and whether it has to be there. */
export function parametersOf(
  service: Service,
  flow: Flow,
): Readonly<Partial<Record<Parameter, 'required' | 'optional'>>> {
  return service.takesDomain ? {domain: 'required', ...PARAMETERS[flow]} : PARAMETERS[flow];
}
