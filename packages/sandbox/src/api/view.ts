import {type Language, preferredLanguage} from '../language.js';
import type {World} from '../world/world.js';
import type {Call} from './call.js';
import {type Expand, parseExpand} from './expand.js';
import type {Json} from './representations.js';

/** What a representation of a resource depends on. */
export interface View {
  readonly world: World;
  readonly language: Language;
  readonly expand: Expand;
}

/** Returns what a request wants to see. */
export function viewOf({request, url, world}: Call): View {
  const expand = parseExpand(url.searchParams.get('expand') ?? '');
  return {world, language: preferredLanguage(request), expand};
}

/** Returns an object with a relation of a resource, which is empty unless the request expands it. */
export function relation(view: View, name: string, read: (inside: View) => unknown): Json {
  const expand = view.expand.get(name);
  return expand ? {[name]: read({...view, expand})} : {};
}
