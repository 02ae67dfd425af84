// How each subject starts a flow: it makes a state, builds the address, stores what the callback needs, and leaves.
import {
  AuthorizationRequest,
  AuthorizationServiceConfiguration,
  BasicQueryStringUtils,
  LocalStorageBackend,
  RedirectRequestHandler,
  setFlag,
} from '@openid/appauth';
import * as arctic from 'arctic';
import {OidcClient, WebStorageStateStore} from 'oidc-client-ts';
import * as openid from 'openid-client';
import {startFlow} from '../../dist/flows/index.js';
import * as byHand from './by-hand.js';
import {
  AUTHORITY,
  AUTHORIZE,
  CLIENT_ID,
  CODE,
  CONNECTION_ID,
  CONTEXT,
  DOMAIN,
  REDIRECT_URI,
  RETURN_TO,
} from './values.js';

// logging is on by default, and takes longer than everything else
setFlag('IS_LOG', false);

/** A part of an authorization request that the webview does not have. */
const SCOPE = 'openid';

/**
 * A way to start a flow. `startMany` is a faster way to prepare many attempts.
 *
 * @typedef {{start: () => unknown, startMany?: (count: number) => unknown}} Starter
 * @type {Readonly<Record<string, (store: Storage, navigate: (url: string) => void) => Starter>>}
 */
export const STARTERS = {
  'by hand': startByHand,
  'by hand, again': startByHand,
  startFlow: (store, navigate) => ({
    start: () => startFlow('reconnect', {...given(), store, navigate}),
  }),
  'oidc-client-ts': (store, navigate) => {
    const client = oidcClient(new WebStorageStateStore({store}));
    const start = async (starting) => {
      const request = await starting.createSigninRequest({state: {returnTo: RETURN_TO, ...CONTEXT}});
      navigate(request.url);
    };
    return {
      start: () => start(client),
      startMany: async (count) => {
        const unswept = oidcClient(new UnsweptStore({store}));
        for (let index = 0; index < count; index++) await start(unswept);
      },
    };
  },
  '@openid/appauth': (store, navigate) => {
    const configuration = new AuthorizationServiceConfiguration({
      authorization_endpoint: AUTHORIZE,
      token_endpoint: AUTHORIZE,
      revocation_endpoint: AUTHORIZE,
    });
    const backend = new LocalStorageBackend(store);
    const utils = new BasicQueryStringUtils();
    return {
      start: () =>
        new Promise((resolve) => {
          const assign = (url) => {
            navigate(url);
            resolve(undefined);
          };
          const handler = new RedirectRequestHandler(backend, utils, {assign});
          const request = new AuthorizationRequest({
            client_id: CLIENT_ID,
            redirect_uri: REDIRECT_URI,
            scope: SCOPE,
            response_type: AuthorizationRequest.RESPONSE_TYPE_CODE,
          });
          handler.performAuthorizationRequest(configuration, request);
        }),
    };
  },
  'openid-client': (store, navigate) => {
    const configuration = new openid.Configuration(
      {issuer: AUTHORITY, authorization_endpoint: AUTHORIZE},
      CLIENT_ID,
    );
    return {
      start: async () => {
        const state = openid.randomState();
        const verifier = openid.randomPKCECodeVerifier();
        const url = openid.buildAuthorizationUrl(configuration, {
          redirect_uri: REDIRECT_URI,
          scope: SCOPE,
          state,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        rememberVerifier(store, state, verifier);
        navigate(url.href);
      },
    };
  },
  arctic: (store, navigate) => {
    const client = new arctic.OAuth2Client(CLIENT_ID, null, REDIRECT_URI);
    return {
      start: () => {
        const state = arctic.generateState();
        const verifier = arctic.generateCodeVerifier();
        const method = arctic.CodeChallengeMethod.S256;
        const url = client.createAuthorizationURLWithPKCE(AUTHORIZE, state, method, verifier, [SCOPE]);
        rememberVerifier(store, state, verifier);
        navigate(url.href);
      },
    };
  },
};

/** Creates the client that starts and finishes. */
export function oidcClient(stateStore) {
  return new OidcClient({
    authority: AUTHORITY,
    client_id: CLIENT_ID,
    redirect_uri: REDIRECT_URI,
    scope: SCOPE,
    stateStore,
    metadata: {issuer: AUTHORITY, authorization_endpoint: AUTHORIZE, token_endpoint: AUTHORIZE},
  });
}

/** A store that shows no other attempt. Without it, preparing a thousand attempts takes a minute. */
class UnsweptStore extends WebStorageStateStore {
  getAllKeys() {
    return Promise.resolve([]);
  }
}

function startByHand(store, navigate) {
  return {start: () => byHand.start({...given(), resetCredentials: true, store, navigate})};
}

function given() {
  return {
    domain: DOMAIN,
    clientId: CLIENT_ID,
    redirectUri: REDIRECT_URI,
    code: CODE,
    connectionId: CONNECTION_ID,
    resetCredentials: true,
    returnTo: RETURN_TO,
    context: CONTEXT,
  };
}

/** What these libraries leave to their users. */
function rememberVerifier(store, state, verifier) {
  byHand.remember(store, state, {verifier, time: Date.now(), returnTo: RETURN_TO, context: CONTEXT});
}
