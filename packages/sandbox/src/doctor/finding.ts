/** What the doctor found out by one request. */
export interface Finding {
  /** What was checked, as a short sentence. */
  readonly check: string;
  readonly ok: boolean;
  /** What is probably wrong, and what to do. Empty if it is ok. It holds no secret. */
  readonly advice: string;
}

/** Returns a finding. The advice counts only if the check failed. */
export function finding(check: string, ok: boolean, advice: string): Finding {
  return {check, ok, advice: ok ? '' : advice};
}
