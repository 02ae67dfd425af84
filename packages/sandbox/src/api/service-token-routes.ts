import {ApiError} from './api-error.js';
import {bodyOf, textOf} from './body.js';
import type {Call} from './call.js';
import {clientOf} from './client-credentials.js';
import {readScopes} from './payment-tokens.js';
import type {Json} from './representations.js';

/** Answers `POST /auth/token`: issues a service token. */
export async function createServiceToken(call: Call): Promise<Json> {
  const body = await bodyOf(call.request);
  const {id} = clientOf(call, body);
  const grant = textOf(body, 'grant_type');
  if (grant === undefined) throw new ApiError(400, 'missingParameter', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    throw new ApiError(400, 'invalidValue', `grant_type must be client_credentials, not “${grant}”.`);
  }
  const scope = body.get('scope');
  return {token: call.world.paymentTokens.mintService(id, readScopes(scope)).text, scope};
}
