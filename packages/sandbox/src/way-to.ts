/**
 * The way from one address of the sandbox to a path of it, relative, so that it holds wherever the sandbox is
 * mounted: whoever strips a path before the request need not put it back into the answer.
 */
export function wayTo(path: string, {pathname}: URL): string {
  const depth = pathname.split('/').length - 2;
  return ('../'.repeat(depth) || './') + path.slice(1);
}
