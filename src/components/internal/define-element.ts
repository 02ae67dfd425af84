type Versioned = CustomElementConstructor & {readonly version: string};

let hasWarned = false;

/**
 * Registers an element, unless the page already has one of that name: it may load two copies of this package.
 *
 * Warns once in the console if these are of different versions.
 */
export function defineElement(tag: string, constructor: Versioned): void {
  const first = customElements.get(tag) as Partial<Versioned> | undefined;
  if (!first) {
    customElements.define(tag, constructor);
  } else if (first.version !== constructor.version && !hasWarned) {
    hasWarned = true;
    // nothing is wrong for the user, but whoever updated the page must know
    // eslint-disable-next-line no-console
    console.warn(`<${tag}> stays in version ${first.version ?? '?'}: ${constructor.version} came second`);
  }
}
