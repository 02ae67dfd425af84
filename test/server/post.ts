/** Creates a request as a page of the host's own origin sends it. */
export function post(
  path: string,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Request {
  return new Request(`https://app.example/api/${path}`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers},
    body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
  });
}
