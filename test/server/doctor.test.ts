import {afterEach, describe, expect, it} from 'vitest';
import type {Finding} from '../../packages/sandbox/src/testing.js';
import {DoctorSite, type SetUp} from './doctor-site.js';

const sites: DoctorSite[] = [];
async function open(setUp?: SetUp): Promise<DoctorSite> {
  const site = await DoctorSite.start(setUp);
  sites.push(site);
  return site;
}
afterEach(async () => {
  for (const site of sites.splice(0)) await site[Symbol.asyncDispose]();
});

const wrongOf = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ok}) => !ok);

describe('a healthy back end', () => {
  it('passes with no finding', async () => {
    const site = await open();
    const findings = await site.examine();
    console.log(findings);
    expect(wrongOf(findings)).toEqual([]);
  });
});
