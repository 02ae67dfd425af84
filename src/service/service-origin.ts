import {invalid, missing} from './flow-error.js';
import {isGiven} from './parameters.js';

const DOMAIN = /^(?:https:\/\/)?([a-z\d][a-z\d-]{0,62})(?:\.biapi\.pro(?:\/(?:2\.0\/?)?)?)?$/i;
const API_PATH = /\/?(2\.0\/?)?(auth\/webview\/?)?$/;
const DOMAIN_ADVICE = "give your API's, such as 'demo' or 'demo.biapi.pro'";
const LOOPBACK = /^http:\/\/(localhost|[^:]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/**
 * A domain's own host label, however the domain is written.
 *
 * @throws {FlowError} `missing-parameter` or `invalid-parameter`.
 */
export function domainLabel(domain: string | null | undefined): string {
  if (!isGiven(domain)) throw missing('domain', DOMAIN_ADVICE);
  const label = typeof domain === 'string' && DOMAIN.exec(domain)?.[1];
  if (!label) throw invalid('domain', domain, DOMAIN_ADVICE);
  return label.toLowerCase();
}

/**
 * Where a domain's service is, without the `/2.0/` that all its addresses start with.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function serviceOrigin(domain: string | null | undefined, baseUrl: string | null | undefined): string {
  if (!isGiven(baseUrl)) return `https://${domainLabel(domain)}.biapi.pro`;
  if (isGiven(domain)) domainLabel(domain); // not needed, yet a wrong one is a mistake
  return checkedBaseUrl(baseUrl);
}

/** Whether an origin is this very machine, on plain http. */
export function isLoopback(origin: string): boolean {
  return LOOPBACK.test(origin);
}

/**
 * Another host in a service's place, without the path that all its addresses start with.
 *
 * @throws {FlowError} `invalid-parameter` or `insecure-url`.
 */
export function checkedBaseUrl(baseUrl: string): string {
  let url: URL | undefined;
  try {
    url = new URL(baseUrl);
  } catch {
    // not an address: refused below
  }
  if (!url || /[?#@]/.test(baseUrl)) {
    throw invalid('baseUrl', baseUrl, "give an address such as 'https://proxy.example/path'");
  }
  if (url.protocol !== 'https:' && !isLoopback(url.origin)) {
    throw invalid('baseUrl', baseUrl, 'use https; http is for localhost alone', 'insecure-url');
  }
  return url.origin + url.pathname.replace(API_PATH, '');
}
