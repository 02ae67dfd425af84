/** A policy in the documentation. */
export interface Policy {
  /** The heading above it. */
  readonly title: string;
  /** The lines as they are sent, with `{random}` for a nonce. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Returns the policies of a page of the documentation, in order. */
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
