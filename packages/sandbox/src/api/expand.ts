import {ApiError} from './api-error.js';

/** The relations that a request wants inside a resource, each with the ones inside it. */
export type Expand = ReadonlyMap<string, Expand>;

/** How many relations can be inside each other. */
const MAX_DEPTH = 8;

/**
 * Reads the parameter `expand`, such as `accounts[transactions],connector` or `connection.connector`.
 *
 * @param outside the relations around these.
 * @throws {ApiError} if a relation is inside itself, or too deep: the answer would be huge.
 */
export function parseExpand(text: string, outside: readonly string[] = []): Expand {
  const relations = new Map<string, Expand>();
  for (const part of partsOf(text)) {
    const end = part.search(/[[.]/);
    const name = end === -1 ? part : part.slice(0, end);
    if (outside.includes(name) || outside.length === MAX_DEPTH) {
      const most = `at most ${MAX_DEPTH} relations inside each other, and none inside itself`;
      throw new ApiError(400, 'invalidValue', `expand must have ${most}.`);
    }
    const inside = end === -1 ? '' : part.slice(end + 1).replace(/\]$/, '');
    relations.set(name, parseExpand(inside, [...outside, name]));
  }
  return relations;
}

/** Splits a text at the commas that are outside brackets. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of `${text.replaceAll(/\s/g, '')},`) {
    if (char === '[') depth++;
    if (char === ']') depth--;
    if (char !== ',' || depth > 0) part += char;
    else {
      parts.push(part);
      part = '';
    }
  }
  // of a bracket that is never closed
  parts.push(part.replace(/,$/, ''));
  return parts.filter((one) => one !== '');
}
