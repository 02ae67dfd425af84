/** The language of a tag, without region or script: `fr` of `fr-CA`. */
export function primaryTag(tag: string): string {
  return tag.replace(/[-_].*/s, '').toLowerCase();
}
