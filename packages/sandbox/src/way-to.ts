/**
 * Returns the relative path from an address of the sandbox to one of its paths.
 *
 * Relative paths work wherever the sandbox is mounted: a host that strips a prefix from the request need not add
 * it to the response.
 */
export function wayTo(path: string, {pathname}: URL): string {
  const depth = pathname.split('/').length - 2;
  return ('../'.repeat(depth) || './') + path.slice(1);
}
