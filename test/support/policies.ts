import {readFileSync} from 'node:fs';
import {type Policy, policiesIn} from './policies-in.js';

const page = new URL('../../docs/content-security-policy.md', import.meta.url);

/** The policies in the documentation, in order. */
export const POLICIES: readonly Policy[] = policiesIn(readFileSync(page, 'utf8'));

/** Returns the path of a page under the policy with a heading. */
export function policyPath(title: string, name: string): string {
  return `/policy/${POLICIES.findIndex((policy) => policy.title === title)}/${name}/`;
}
