import {type Call, userOf} from './call.js';
import {dateTime, type Json} from './representations.js';

export function readUser(call: Call): Json {
  const id = userOf(call);
  return userJson(id, call.world.addedAt(id));
}

/**
 * Returns a user as JSON.
 *
 * @param addedAt when the user was added, in milliseconds.
 */
export function userJson(id: number, addedAt: number): Json {
  return {id, signin: dateTime(addedAt), platform: 'sharedAccess'};
}

export function deleteUser(call: Call): undefined {
  call.world.deleteUser(userOf(call));
}
