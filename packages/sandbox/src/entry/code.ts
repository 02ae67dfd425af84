import {Refusal} from './refusal.js';

/** Refuses a code that a program has written for “no code”. */
export function refuseNull(code: string): void {
  if (code === 'null' || code === 'undefined') throw new Refusal('null-value', 'code', {value: code});
}

/** Returns the refusal of a code that nobody has. */
export function unknownCode(code: string): Refusal {
  return new Refusal(code.includes(' ') ? 'code-with-space' : 'unknown-code', 'code');
}
