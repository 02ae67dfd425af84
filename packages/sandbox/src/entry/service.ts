import {LANGUAGES} from '../language.js';
import {type Flow, PARAMETERS, type Parameters} from './parameters.js';

// written a second time on purpose: see parameters.ts

/** One of the two addresses of the webview, and how it differs from the other. */
export interface Service {
  /** The path in front of the language. */
  readonly path: string;
  /** The languages that its addresses take. The pages have fewer: see `spokenFor`. */
  readonly languages: readonly string[];
  /** Whether `domain` is required. The documented address has the domain in its host name. */
  readonly takesDomain: boolean;
  /** Whether a request may send both `connector_ids` and `connector_uuids`. */
  readonly combinesConnectors: boolean;
  /** Whether a flow ignores what the vendor's element sends for other flows. */
  readonly takesElement: boolean;
  /** Whether a lost session ends with the error `session_expired`. */
  readonly expiresSessions: boolean;
}

/** The address that the documentation gives. The sessions of both services are under it. */
export const BUDGEA: Service = {
  path: '/2.0/auth/webview/',
  languages: LANGUAGES,
  takesDomain: false,
  combinesConnectors: false,
  takesElement: false,
  expiresSessions: false,
};

/** Today's address. */
export const POWENS: Service = {
  path: '/',
  languages: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
  takesDomain: true,
  combinesConnectors: true,
  takesElement: true,
  expiresSessions: true,
};

/** Returns the parameters that a flow takes at this address. */
export function parametersOf(service: Service, flow: Flow): Parameters {
  return service.takesDomain ? {domain: 'required', ...PARAMETERS[flow]} : PARAMETERS[flow];
}
