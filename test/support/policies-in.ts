/** A policy of the documentation. */
export interface Policy {
  /** The heading that it stands under. */
  readonly title: string;
  /** The lines as they are sent, with `{random}` for a nonce. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The policies of a page of the documentation, in their order. */
export function policiesIn(text: string): Policy[] {
  return text.split(/^## /m).flatMap((section) => {
    const [title = ''] = section.split('\n', 1);
    return [...section.matchAll(/^```http\n([\s\S]*?)^```$/gm)].map(([, lines = '']) => ({
      title,
      headers: [...lines.matchAll(/^([\w-]+): (.+)$/gm)].map(
        ([, name = '', value = '']) => [name, value] as const,
      ),
    }));
  });
}
