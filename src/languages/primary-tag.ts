/** The language of a tag, without region or script: `fr` of `fr-CA`. */
export function primaryTag(tag: string): string {
  return (/^[a-z]*/i.exec(tag)?.[0] ?? '').toLowerCase();
}
