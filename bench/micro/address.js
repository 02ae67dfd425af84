import {webviewUrl} from '../../dist/flows/index.js';
import * as byHand from './by-hand.js';
import {CLIENT_ID, CODE, CONNECTION_ID, DOMAIN, REDIRECT_URI} from './values.js';

const CALLS = 1000;

/** Six values, with another state each time. */
const GIVEN = Array.from({length: 50}, (_, index) => ({
  domain: DOMAIN,
  clientId: CLIENT_ID,
  redirectUri: REDIRECT_URI,
  code: CODE,
  connectionId: CONNECTION_ID,
  state: `V1StGXR8_Z5jdHi6B-my${index}`,
  resetCredentials: true,
}));

/** Building an address, without making a state and without storing anything. */
export const subjects = () => [
  subject('by hand', byHand.address),
  subject('by hand, again', byHand.address),
  subject('webviewUrl', (options) => webviewUrl('reconnect', options)),
  subject('concatenated', byHand.concatenated),
];

function subject(name, addressOf) {
  const run = () => {
    let sum = 0;
    // an engine joins a concatenated text only when somebody reads it
    for (let call = 0; call < CALLS; call++) sum += addressOf(GIVEN[call % GIVEN.length]).charCodeAt(80);
    return sum;
  };
  return {name, operations: CALLS, run};
}
