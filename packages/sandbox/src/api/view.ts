import {type Language, preferredLanguage} from '../language.js';
import type {World} from '../world/world.js';
import type {Call} from './call.js';
import {type Expand, parseExpand} from './expand.js';

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

/** Returns the view of a relation, or nothing if the request does not expand it. */
export function expanded(view: View, name: string): View | undefined {
  const expand = view.expand.get(name);
  return expand && {...view, expand};
}
