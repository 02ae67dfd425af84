import type {FrameLocator, Page} from '@playwright/test';
import {codeBlocks} from '../support/code-blocks.js';
import {policyPath} from '../support/policies.js';

/** The origin of the framed pages; another origin of the same site, which shares its storage; and another site. */
export const SITE = 'http://app.site.localhost:4010';
export const SAME_SITE = 'http://www.site.localhost:4010';
export const ELSEWHERE = 'http://partner.localhost:4010';

/** The markup in the documentation. */
export const [IFRAME = ''] = codeBlocks('docs/content-security-policy.md', 'html');

/** Returns the address of a framed page under the policy in the documentation. */
export const framedPage = (name: string): string => SITE + policyPath('In a frame', name);

/** Opens a page with a given body. */
export async function open(page: Page, origin: string, body: string): Promise<void> {
  await page.goto(`${origin}/bare/?body=${encodeURIComponent(body)}`);
}

/** Opens a page of an origin that has one of our pages in a frame. */
export async function embed(
  page: Page,
  origin: string,
  name: string,
  markup: string = IFRAME,
): Promise<FrameLocator> {
  await open(page, origin, markup.replace('https://app.example/connect', framedPage(name)));
  return page.frameLocator('iframe');
}
