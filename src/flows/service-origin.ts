import {invalid, missing} from './flow-error.js';
import {isGiven} from './parameters.js';

const HOST_LABEL = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i;
const API_PATH = /\/*(2\.0\/*(auth\/webview\/*)?)?$/;
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Where a domain's service is, without the `/2.0/` that all its addresses start with.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function serviceOrigin(domain: string | null | undefined, baseUrl: string | null | undefined): string {
  const label = isGiven(domain) ? hostLabel(domain) : undefined;
  if (isGiven(baseUrl)) return checkedBaseUrl(baseUrl);
  if (label === undefined) throw missing('domain', "give your API's domain, such as 'demo'");
  return `https://${label}.biapi.pro`;
}

function hostLabel(domain: unknown): string {
  const label =
    typeof domain === 'string'
      ? domain
          .replace(API_PATH, '')
          .replace(/^https:\/\/(?=.+\.biapi\.pro$)/i, '')
          .replace(/\.biapi\.pro$/i, '')
      : '';
  if (!HOST_LABEL.test(label)) {
    throw invalid('domain', domain, "give one host label, such as 'demo' of demo.biapi.pro");
  }
  return label.toLowerCase();
}

function checkedBaseUrl(baseUrl: string): string {
  let url: URL | undefined;
  try {
    url = new URL(baseUrl);
  } catch {
    // not an address: refused below
  }
  if (!url || url.username || url.password || url.search || url.hash) {
    throw invalid(
      'baseUrl',
      url?.password ? 'an address with a password' : baseUrl,
      "give an absolute address without user, query or fragment, such as 'https://proxy.example'",
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
    throw invalid('baseUrl', baseUrl, 'use https; http is for localhost alone', 'insecure-url');
  }
  return url.origin + url.pathname.replace(API_PATH, '');
}
