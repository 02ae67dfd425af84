/** The relations that a request wants inside a resource, each with the ones inside it. */
export type Expand = ReadonlyMap<string, Expand>;

/** Reads the parameter `expand`, such as `accounts[transactions],connector` or `connection.connector`. */
export function parseExpand(text: string): Expand {
  const relations = new Map<string, Expand>();
  for (const part of partsOf(text)) {
    const end = part.search(/[[.]/);
    if (end === -1) relations.set(part, new Map());
    else relations.set(part.slice(0, end), parseExpand(part.slice(end + 1).replace(/\]$/, '')));
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
