/** Chooses the seed for all files, and prints it. */
export default function printSeed(): void {
  const isLong = process.env['HOSTILE'] === 'long';
  process.env['SEED'] ??= String(isLong ? Date.now() % 2 ** 31 : 1);
  console.log(`hostile: ${isLong ? 'long' : 'short'} run, SEED=${process.env['SEED']}`);
}
