// How each subject reads a callback: it looks the attempt up, verifies it, and uses it up.
import * as oauth from 'oauth4webapi';
import {ErrorResponse, WebStorageStateStore} from 'oidc-client-ts';
import {finishFlow} from '../../dist/flows/index.js';
import * as byHand from './by-hand.js';
import {oidcClient, STARTERS} from './starters.js';
import {AUTHORITY, CLIENT_ID} from './values.js';

/** @typedef {{kind: string}} Outcome */

/**
 * A way to finish a flow: `begin` starts an attempt and returns its state, `finish` reads an address, and `finishPage` reads
 * and cleans the page's address.
 *
 * @typedef {object} Finisher
 * @property {() => Promise<string>} begin
 * @property {(url: string) => Outcome | Promise<Outcome>} finish
 * @property {() => Outcome} [finishPage]
 */

/** @type {Readonly<Record<string, (store: Storage) => Finisher>>} */
export const FINISHERS = {
  'by hand': finishByHand,
  'by hand, again': finishByHand,
  finishFlow: (store) => ({
    begin: beginner('startFlow', store),
    finish: (url) => finishFlow({url, store}),
    finishPage: () => finishFlow(),
  }),
  oauth4webapi: (store) => {
    const server = {issuer: AUTHORITY};
    const client = {client_id: CLIENT_ID};
    return {
      begin: async () => {
        const state = oauth.generateRandomState();
        byHand.remember(store, state, {verifier: oauth.generateRandomCodeVerifier(), time: Date.now()});
        return state;
      },
      finish: (href) => {
        const url = new URL(href);
        const state = url.searchParams.get('state') ?? '';
        // it has no storage, so this is what its users must write
        if (!byHand.take(store, state)) return {kind: 'unverified'};
        try {
          oauth.validateAuthResponse(server, client, url, state);
          return {kind: 'success'};
        } catch (error) {
          if (error instanceof oauth.AuthorizationResponseError) return {kind: 'cancelled'};
          throw error;
        }
      },
    };
  },
  'oidc-client-ts': (store) => {
    const client = oidcClient(new WebStorageStateStore({store}));
    return {
      begin: beginner('oidc-client-ts', store),
      finish: async (url) => {
        try {
          // after a success it would ask for tokens; an error ends here
          if (url.includes('error=')) await client.processSigninResponse(url);
          else await client.readSigninResponseState(url, true);
          return {kind: 'success'};
        } catch (error) {
          return {kind: error instanceof ErrorResponse ? 'cancelled' : 'unverified'};
        }
      },
    };
  },
};

function finishByHand(store) {
  return {
    begin: beginner('by hand', store),
    finish: (url) => byHand.finish(url, store),
    finishPage: () => byHand.finishPage(),
  };
}

/** Returns a function that starts a flow like the subject, and returns the state. */
function beginner(name, store) {
  let address = '';
  const {start} = STARTERS[name](store, (url) => {
    address = url;
  });
  return async () => {
    await start();
    return new URL(address).searchParams.get('state') ?? '';
  };
}
