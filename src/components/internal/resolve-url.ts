/**
 * Resolves an address in the markup against the page, whatever `<base>` says.
 *
 * An absolute address stays as it is written, because the service compares it with its whitelist letter by letter. So
 * does one that is not valid, which is refused later.
 */
export function resolveUrl(address: string): string {
  try {
    return /^[a-z][a-z\d+.-]*:/i.test(address) ? address : new URL(address, location.href).href;
  } catch {
    return address;
  }
}
