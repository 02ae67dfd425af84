/** Returns the choice that a misspelt name probably means, or `undefined` if none is near. */
export function nearest(name: string, choices: Iterable<string>): string | undefined {
  const letters = lettersOf(name);
  // a short name may differ less
  let limit = Math.min(2, Math.floor(letters.length / 3)) + 1;
  let found: string | undefined;
  for (const choice of choices) {
    const distance = editDistance(letters, lettersOf(choice));
    if (distance >= limit) continue;
    limit = distance;
    found = choice;
  }
  return found;
}

/** Drops what separates words, and the capitals. */
function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, '');
}

/** Counts the letters to add, to remove or to change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({length: to.length + 1}, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const [left = 0, above = 0, corner = 0] = [next[column], row[column + 1], row[column]];
      next.push(Math.min(left + 1, above + 1, corner + Number(letter !== other)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
