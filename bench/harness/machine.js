import {readFileSync} from 'node:fs';
import {availableParallelism, cpus, totalmem, type} from 'node:os';

/** Describes the machine, without its name and without a path. */
export function machine(browser) {
  const model = cpus()[0]?.model.trim().replace(/\s+/g, ' ') ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = availableParallelism();
  return `${model}, ${cores} cores, ${memory} GB, ${system()}, Node ${process.versions.node}, ${browser}`;
}

function system() {
  try {
    return /^PRETTY_NAME="(.+)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  } catch {
    return type();
  }
}
