type Versioned = CustomElementConstructor & {readonly version: string};

let isTold = false;

/**
 * Registers an element, unless the page already has one of that name: two copies of a script may meet.
 *
 * Where they are of different versions, the console tells once which one stays.
 */
export function defineElement(tag: string, constructor: Versioned): void {
  const first = customElements.get(tag) as Partial<Versioned> | undefined;
  if (!first) {
    customElements.define(tag, constructor);
  } else if (first.version !== constructor.version && !isTold) {
    isTold = true;
    // nothing is wrong for the user, so nothing is thrown; yet whoever updated the page has to learn of it
    // eslint-disable-next-line no-console
    console.warn(`<${tag}> stays in version ${first.version ?? '?'}: ${constructor.version} came second`);
  }
}
