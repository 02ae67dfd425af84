/** Answers a request whose route and method were found. `segment` is the last segment of its path. */
export type Handler<Platform> = (
  request: Request,
  body: Uint8Array,
  platform: Platform,
  segment: string,
) => Promise<Response>;

/** The routes by the last segments of their paths, and then by method. `{…}` stands for any one segment. */
export type Routes<Platform> = Readonly<Record<string, Readonly<Record<string, Handler<Platform>>>>>;

/** The route of a request's path. */
export interface FoundRoute<Platform> {
  /** Such as `code` or `connections/{id}`. */
  readonly path: string;
  /** The handler of each method. */
  readonly methods: ReadonlyMap<string, Handler<Platform>>;
  /** The last segment of the request's path. */
  readonly segment: string;
}

/** Finds the route of a request by the last segments of its path, because a back end is mounted under any path. */
export function findRoute<Platform>(
  routes: Routes<Platform>,
  {url}: Request,
): FoundRoute<Platform> | undefined {
  const [segment = '', parent = ''] = new URL(url).pathname.split('/').reverse();
  const paths = Object.keys(routes);
  // a whole name comes first: the mount's own path may end with `connections`
  const path =
    paths.find((name) => name === segment) ??
    (segment && paths.find((name) => name.startsWith(`${parent}/{`)));
  return path ? {path, methods: new Map(Object.entries(routes[path] ?? {})), segment} : undefined;
}
