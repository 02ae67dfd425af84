import {
  createElement,
  forwardRef,
  type ForwardRefExoticComponent,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import {defineElement} from '../components/internal/define-element.js';

type Props = Readonly<Record<string, unknown>>;
type Listener = (event: Event) => void;

/** An element, as its component needs it. */
export interface ElementDescription {
  readonly tag: string;
  readonly constructor: Parameters<typeof defineElement>[1];
  /** The attribute of each property, or `null` if it has none. */
  readonly properties: Readonly<Record<string, string | null>>;
  /** The type of the event of each listener. */
  readonly events: Readonly<Record<string, string>>;
}

/** What React renders, and what only an effect can set: React sets no property and no listener when it hydrates. */
interface Split {
  readonly attributes: Record<string, unknown>;
  readonly properties: Map<string, unknown>;
  readonly listeners: Map<string, Listener | null | undefined>;
}

// React 18 warns about a layout effect on a server
const useClientEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Makes a component of an element, for React 18 and 19.
 *
 * It registers the element when the first component is mounted, not before: a button that a server rendered does nothing
 * until its properties and listeners are set.
 */
export function createComponent(
  name: string,
  description: ElementDescription,
): ForwardRefExoticComponent<Props & RefAttributes<HTMLElement>> {
  const {tag, constructor, events} = description;

  const Component = forwardRef<HTMLElement, Props>((props, ref) => {
    const host = useRef<HTMLElement>(null);
    const applied = useRef<Split>(undefined);
    const split = splitProps(props, description);

    useImperativeHandle(ref, () => host.current as HTMLElement, []);

    // first, so that properties are set on the element itself; nobody can press it in between
    useClientEffect(() => {
      defineElement(tag, constructor);
    }, []);

    useClientEffect(() => {
      setProperties(host.current as HTMLElement, split.properties, applied.current?.properties);
      applied.current = split;
    });

    useClientEffect(() => {
      const element = host.current as HTMLElement;
      const onEvent = (event: Event): void => applied.current?.listeners.get(event.type)?.(event);
      const types = Object.values(events);
      for (const type of types) element.addEventListener(type, onEvent);
      return () => {
        for (const type of types) element.removeEventListener(type, onEvent);
      };
    }, []);

    return createElement(tag, {...split.attributes, ref: host});
  });
  Component.displayName = name;
  return Component;
}

function splitProps(props: Props, {properties: declared, events}: ElementDescription): Split {
  const attributes: Record<string, unknown> = {};
  const properties = new Map<string, unknown>();
  const listeners = new Map<string, Listener | null | undefined>();
  for (const [name, value] of Object.entries(props)) {
    const event = Object.hasOwn(events, name) ? events[name] : undefined;
    if (event !== undefined) {
      listeners.set(event, value as Listener | null | undefined);
    } else if (Object.hasOwn(declared, name)) {
      properties.set(name, value);
      const attribute = declared[name];
      if (attribute) attributes[attribute] = attributeValue(value);
    } else if (name === 'className') {
      attributes['class'] = value;
    } else if (typeof value === 'boolean' && !name.startsWith('suppress')) {
      // both versions of React write booleans of a custom element differently
      const isText = /^(?:aria|data)-/.test(name);
      attributes[name] = isText ? String(value) : attributeValue(value);
      // an attribute with hyphens is not the name of a property
      if (!name.includes('-')) properties.set(name, value);
    } else {
      attributes[name] = value;
    }
  }
  return {attributes, properties, listeners};
}

/** Returns the text that a server can write. Lists, objects and functions are only properties. */
function attributeValue(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? '' : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Sets the properties that changed, and takes back those that are no longer given. */
function setProperties(
  element: HTMLElement,
  properties: ReadonlyMap<string, unknown>,
  before: ReadonlyMap<string, unknown> = new Map(),
): void {
  for (const name of new Set([...before.keys(), ...properties.keys()])) {
    const value = properties.get(name);
    const last = before.get(name);
    if (value === last) continue;
    // a boolean that is not given is false
    Reflect.set(element, name, typeof last === 'boolean' ? (value ?? false) : value);
  }
}
