/** The longest wait that is passed on, in seconds: more is a mistake, or for people to read. */
const LONGEST = 3600;

/** How long an answer asks to wait, in whole seconds from 1 to 3,600; `undefined` where it asks for nothing of the sort. */
export function retryAfter({headers}: Response): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return seconds >= 1 && seconds <= LONGEST ? seconds : undefined;
}
