/** Registers an element, unless the page already has one of that name: two copies of a script may meet. */
export function defineElement(tag: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, constructor);
}
