import {type Handler, pageOf, userOf} from './call.js';
import {connectionOf} from './connection-routes.js';

/** Answers with an empty list, for a product that the sandbox has no data of. */
export function emptyList(name: string): Handler {
  return (call) => {
    const userId = userOf(call);
    if (call.path['connection'] !== undefined) connectionOf(call, userId);
    return pageOf(call, name, []);
  };
}
