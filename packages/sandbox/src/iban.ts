/**
 * Returns a valid French IBAN: both the key at the end and the check digits after `FR` are correct.
 *
 * @param bank five digits at most.
 * @param account eleven digits at most.
 */
export function frenchIban(bank: number, account: number): string {
  const branch = 1;
  const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
  const digits = `${digitsOf(bank, 5)}${digitsOf(branch, 5)}${digitsOf(account, 11)}${digitsOf(Number(key), 2)}`;
  // ISO 13616: `FR00` moves to the end, with F as 15 and R as 27
  const check = 98n - (BigInt(`${digits}152700`) % 97n);
  return `FR${digitsOf(Number(check), 2)}${digits}`;
}

/** Returns an IBAN in groups of four, as people read it. */
export function spacedIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

function digitsOf(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
