import {LitElement, type PropertyDeclaration, type PropertyDeclarations} from 'lit';
import {VERSION} from '../../version.js';
import {removePropertyAttribute} from './property-attributes.js';

/** Declares a boolean attribute. Frameworks write `false` into one to unset it. */
export const BOOLEAN: PropertyDeclaration = {
  type: Boolean,
  converter: (value) => value !== null && value !== 'false',
};

/**
 * The base class of all elements: what attributes mean.
 *
 * HTML and server renderers write a property's name in lower case, so `clientid` is read as `client-id` is. If both are
 * there, the one with hyphens wins.
 */
export abstract class BudgeaElement extends LitElement {
  /** The version of this package. */
  static readonly version: string = VERSION;

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (value === 'false' && this.#isBoolean(name)) {
      this.removeAttribute(name);
      return;
    }
    super.attributeChangedCallback(name, before, value);
    const lowerCase = name.replaceAll('-', '');
    const other = lowerCase !== name && value === null ? this.getAttribute(lowerCase) : null;
    if (other !== null) super.attributeChangedCallback(lowerCase, null, other);
  }

  override requestUpdate(...changed: Parameters<LitElement['requestUpdate']>): void {
    const [name] = changed;
    if (name !== undefined) removePropertyAttribute(this, name);
    super.requestUpdate(...changed);
  }

  #isBoolean(name: string): boolean {
    const {elementProperties} = this.constructor as typeof BudgeaElement;
    return [...elementProperties].some(
      ([property, {attribute = property, type}]) => type === Boolean && attribute === name,
    );
  }
}

/**
 * Adds spellings in lower case to the declarations of properties. Lit then reads them, on a server too.
 *
 * Solid sets properties in lower case, so these have a setter. They have no getter: a value is read by one name.
 */
export function withLowerCase(declarations: PropertyDeclarations): PropertyDeclarations {
  const both: Record<PropertyKey, PropertyDeclaration> = {...declarations};
  for (const [name, declaration] of Object.entries(declarations)) {
    const {attribute} = declaration;
    if (typeof attribute !== 'string' || !attribute.includes('-')) continue;
    const lowerCase = attribute.replaceAll('-', '');
    both[lowerCase] = {...declaration, attribute: lowerCase, noAccessor: true};
    // several elements have the same property
    Reflect.defineProperty(BudgeaElement.prototype, lowerCase, {
      configurable: true,
      set(this: BudgeaElement, value: unknown) {
        if (!this.hasAttribute(attribute)) Reflect.set(this, name, value);
      },
    });
  }
  return both;
}
