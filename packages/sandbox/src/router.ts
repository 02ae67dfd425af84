/**
 * A path and the handler of each method that it takes.
 *
 * `:name` in the path matches one segment that is not empty. The method `*` is any method.
 */
export interface Route<Handler> {
  readonly path: string;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** The values of a path's `:name` segments, by name. */
export type PathParameters = Readonly<Record<string, string>>;

/** What a table of routes has for a request. */
export type RouteMatch<Handler> =
  | {readonly kind: 'found'; readonly handler: Handler; readonly parameters: PathParameters}
  | {readonly kind: 'not-found'}
  | {readonly kind: 'method-not-allowed'; readonly allowed: readonly string[]};

/** Finds the handler for a method and a path. The first route with a matching path decides. */
export function matchRoute<Handler>(
  routes: readonly Route<Handler>[],
  method: string,
  pathname: string,
): RouteMatch<Handler> {
  for (const {path, methods} of routes) {
    const parameters = matchPath(path, pathname);
    if (!parameters) continue;
    const name = [method, '*'].find((one) => Object.hasOwn(methods, one));
    const handler = name === undefined ? undefined : methods[name];
    return handler === undefined
      ? {kind: 'method-not-allowed', allowed: Object.keys(methods)}
      : {kind: 'found', handler, parameters};
  }
  return {kind: 'not-found'};
}

function matchPath(pattern: string, pathname: string): PathParameters | undefined {
  const names = pattern.split('/');
  const segments = pathname.split('/');
  if (names.length !== segments.length) return undefined;
  const parameters = Object.create(null) as Record<string, string>;
  for (const [index, name] of names.entries()) {
    const segment = segments[index] ?? '';
    if (name.startsWith(':') && segment !== '') parameters[name.slice(1)] = segment;
    else if (name !== segment) return undefined;
  }
  return parameters;
}
