const ABSOLUTE = /^[a-z][a-z\d+.-]*:/i;

/**
 * An address of the markup as seen from the page, whatever `<base>` says: one to another origin would mislead.
 *
 * An absolute one stays to the letter, since the service's whitelist compares letters; so does what is no address, to
 * be refused by name.
 */
export function fromPage(address: string): string {
  try {
    return ABSOLUTE.test(address) ? address : new URL(address, location.href).href;
  } catch {
    return address;
  }
}
