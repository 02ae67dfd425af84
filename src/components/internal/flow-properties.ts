import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import type {StartOptions} from '../../flows/start-options.js';
import {withSeparator} from '../../service/options.js';
import {type Flow, type FlowOptions, FLOWS, type Kind, SETTINGS} from '../../service/parameters.js';

/** Options that an element does not take: the state is made for each start, the language is the nearest `lang`. */
type NotTaken = 'state' | 'language';

/** Options as an element has them: they can be set at any time, and unset. */
type Settable<T> = {-readonly [P in keyof T]: T[P] | null | undefined};

/** The properties of a flow's element: the flow's options. */
export type FlowProperties<F extends Flow> = Settable<
  Pick<FlowOptions<F>, Exclude<keyof FlowOptions<F>, NotTaken | 'code'>>
> &
  Settable<Pick<StartOptions<F>, 'code'>>;

const NOT_TAKEN: readonly string[] = ['state', 'language'] satisfies NotTaken[];

/** What Lit must know of an option that is not a text in its attribute. */
const DECLARATIONS: {readonly [K in Kind]?: PropertyDeclaration} = {
  boolean: {type: Boolean},
  'positive integer': {type: Number},
  object: {attribute: false},
  'array without commas': {
    converter: (value) =>
      value
        ?.split(',')
        .map((item) => item.trim())
        .filter(Boolean),
  },
};

/** Tells Lit that no change of a property needs an update, because it is only read at the click. */
export const skipUpdate = (): boolean => false;

/** Declares options as Lit properties. In an attribute, the items of a list are separated by commas. */
export function declareProperties(
  names: readonly string[],
  shared: PropertyDeclaration = {},
  kinds: Readonly<Record<string, string>> = {},
): PropertyDeclarations {
  return Object.fromEntries(
    names.map((name) => {
      const kind = kinds[name]?.replace('!', '') as Kind;
      return [name, {attribute: withSeparator(name, '-'), ...shared, ...DECLARATIONS[kind]}];
    }),
  );
}

/** Declares a flow's options as Lit properties. */
export function flowProperties(flow: Flow): PropertyDeclarations {
  const names = [...Object.keys(FLOWS[flow]), ...SETTINGS].filter((name) => !NOT_TAKEN.includes(name));
  return declareProperties(names, {hasChanged: skipUpdate}, FLOWS[flow]);
}
