/**
 * Measures in several processes, one after the other, and collects the rounds of each.
 *
 * @typedef {Record<string, number[][]>} SamplesByName
 * @param {import('./rounds.js').Effort} effort
 * @param {(options: object) => Promise<Record<string, number[]>>} measureOnce
 */
export async function collect({processes, ...rounds}, measureOnce) {
  /** @type {SamplesByName} */
  const all = {};
  for (let process = 0; process < processes; process++) {
    const measured = await measureOnce({...rounds, process});
    for (const [name, samples] of Object.entries(measured)) (all[name] ??= []).push(samples);
  }
  return all;
}
