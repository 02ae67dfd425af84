import {LANGUAGES} from '../language.js';
import {type Flow, PARAMETERS, type Parameters} from './parameters.js';

// written a second time on purpose: see parameters.ts

/** One of the addresses of the webview, and how it differs from the others. */
export interface Service {
  /** What decides about the parameters and the callback: today's flows, v3, or the API Pay webview. */
  readonly version: 'today' | 'v3' | 'pay';
  /** The path in front of the language. */
  readonly path: string;
  /** The languages that its addresses take. The pages have fewer: see `spokenFor`. */
  readonly languages: readonly string[];
  /** Whether `domain` is required. The documented address has the domain in its host name. */
  readonly takesDomain: boolean;
  /** Whether the code can be in the fragment. The pages then read it, since no fragment reaches a server. */
  readonly readsFragment: boolean;
  /** Whether the code can be a permanent token. */
  readonly takesToken: boolean;
  /** Whether a request may send both `connector_ids` and `connector_uuids`. */
  readonly combinesConnectors: boolean;
  /**
   * Whether the vendor's element can open it: in a frame, with the parameters of all flows. In a frame, the flow ends
   * with a message.
   */
  readonly takesElement: boolean;
  /** Whether a lost session ends with the error `session_expired`. */
  readonly expiresSessions: boolean;
}

/** The address that the documentation gives. The sessions of both services are under it. */
export const BUDGEA: Service = {
  version: 'today',
  path: '/2.0/auth/webview/',
  languages: LANGUAGES,
  takesDomain: false,
  readsFragment: true,
  takesToken: false,
  combinesConnectors: false,
  takesElement: false,
  expiresSessions: false,
};

/** The addresses of before 2019, beside the documented ones. */
export const V3: Service = {...BUDGEA, version: 'v3', takesToken: true};

/** The pages of the API Pay webview, beside the documented flows. */
export const PAY: Service = {...BUDGEA, version: 'pay'};

/** The address of the API Pay webview in the vendor's older clients. */
export const OLD_PAY: Service = {...PAY, path: '/2.0/webview/'};

/** Today's address. */
export const POWENS: Service = {
  version: 'today',
  path: '/',
  languages: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
  takesDomain: true,
  readsFragment: false,
  takesToken: false,
  combinesConnectors: true,
  takesElement: true,
  expiresSessions: true,
};

/** Returns the parameters that a flow takes at this address. */
export function parametersOf(service: Service, flow: Flow): Parameters {
  return service.takesDomain ? {domain: 'required', ...PARAMETERS[flow]} : PARAMETERS[flow];
}
