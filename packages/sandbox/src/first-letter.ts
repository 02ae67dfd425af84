/** Returns the first letter of a name, in upper case. A name without letters has a question mark. */
export function firstLetter(name: string): string {
  return (/\p{L}/u.exec(name)?.[0] ?? '?').toUpperCase();
}
