import {readFileSync} from 'node:fs';
import {type Policy, policiesIn} from './policies-in.js';

const page = new URL('../../docs/content-security-policy.md', import.meta.url);

/** The policies of the documentation, in their order. */
export const POLICIES: readonly Policy[] = policiesIn(readFileSync(page, 'utf8'));

/** Where a page is served under the policy that stands under a heading. */
export function policyPath(title: string, name: string): string {
  return `/policy/${POLICIES.findIndex((policy) => policy.title === title)}/${name}/`;
}
