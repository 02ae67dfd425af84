import {type Call, userOf} from './call.js';
import {dateTime, type Json} from './representations.js';

export function readUser(call: Call): Json {
  const id = userOf(call);
  return {id, signin: dateTime(call.world.addedAt(id)), platform: 'sharedAccess'};
}

export function deleteUser(call: Call): undefined {
  call.world.deleteUser(userOf(call));
}
