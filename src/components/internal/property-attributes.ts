import type {LitElement, PropertyDeclaration} from 'lit';
import {invalid} from '../../service/flow-error.js';
import {isGiven, withSeparator} from '../../service/options.js';
import {settingsSources} from './settings.js';

/**
 * Refuses attributes that are named after a property without attribute, on an element or a provider around it.
 *
 * Markup or a framework wrote them, and nothing reads them. A property that is set goes before its attribute.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function refusePropertyAttributes(element: Element, names?: readonly string[]): void {
  for (const source of settingsSources(element)) {
    for (const name of namesWithoutAttribute(source)) {
      const isRead = names?.includes(name) ?? true;
      if (isRead && isWritten(source, name) && !isGiven(Reflect.get(source, name))) {
        invalid(name, 'set as a property');
      }
    }
  }
}

/** Removes what a server wrote in place of a property, such as `context="[object Object]"`, once the property is set. */
export function removePropertyAttribute(element: Element, name: PropertyKey): void {
  const {elementProperties} = element.constructor as Partial<typeof LitElement>;
  const declaration = elementProperties?.get(name);
  if (!declaration || !hasNoAttribute(declaration)) return;
  for (const attribute of spellings(name as string)) element.removeAttribute(attribute);
}

/** Returns the names of the properties that have no attribute: they hold functions and objects. */
function namesWithoutAttribute({constructor}: Element): readonly string[] {
  const {elementProperties = []} = constructor as Partial<typeof LitElement>;
  return [...elementProperties].flatMap(([name, declaration]) =>
    hasNoAttribute(declaration) ? [String(name)] : [],
  );
}

/** Tells whether a public property has no attribute. */
function hasNoAttribute({attribute, state}: PropertyDeclaration): boolean {
  return attribute === false && !state;
}

function isWritten(element: Element, name: string): boolean {
  return spellings(name).some((attribute) => element.hasAttribute(attribute));
}

/** HTML reads attributes in lower case. */
function spellings(name: string): readonly string[] {
  return [name.toLowerCase(), withSeparator(name, '-')];
}
