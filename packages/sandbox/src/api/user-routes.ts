import {type Call, userOf} from './call.js';
import type {Json} from './representations.js';

export function readUser(call: Call): Json {
  return {id: userOf(call), signin: null, platform: 'sharedAccess'};
}

export function deleteUser(call: Call): undefined {
  call.world.deleteUser(userOf(call));
}
