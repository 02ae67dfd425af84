import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import {
  type Flow,
  type FlowOptions,
  FLOWS,
  type Kind,
  SETTINGS,
  withSeparator,
} from '../../service/parameters.js';
import type {StartOptions} from '../../flows/start-flow.js';

/** What an element takes from elsewhere: the state is made for each attempt, the language is the nearest `lang`. */
type FromElsewhere = 'state' | 'language';

/** Options as an element has them: to be set at any time, and to be taken back. */
type Settable<T> = {-readonly [P in keyof T]: T[P] | null | undefined};

/** The properties of a flow's element: the flow's options. */
export type FlowProperties<F extends Flow> = Settable<
  Pick<FlowOptions<F>, Exclude<keyof FlowOptions<F>, FromElsewhere | 'code'>>
> &
  Settable<Pick<StartOptions<F>, 'code'>>;

const NAMES_FROM_ELSEWHERE: readonly string[] = ['state', 'language'] satisfies FromElsewhere[];

const LIST = {
  fromAttribute: (value: string | null): string[] | undefined =>
    value
      ?.split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
};

/** Whether there is anything to render, now that an option is another: it is read at the click alone. */
export const notShown = (): boolean => false;

/** The names of a flow's options that its element has as properties. */
export function flowPropertyNames(flow: Flow): readonly string[] {
  return [...Object.keys(FLOWS[flow]), ...SETTINGS].filter((name) => !NAMES_FROM_ELSEWHERE.includes(name));
}

/** Declares options as Lit properties, lists separated by commas in their attributes, and says the same of all. */
export function declareProperties(names: readonly string[], all?: PropertyDeclaration): PropertyDeclarations {
  return Object.fromEntries(
    names.map((name) => [name, {attribute: withSeparator(name, '-'), ...all}]),
  );
}

/** Declares a flow's options as Lit properties. */
export function flowProperties(flow: Flow): PropertyDeclarations {
  const parameters: Readonly<Record<string, string>> = FLOWS[flow];
  return Object.fromEntries(
    flowPropertyNames(flow).map((name) => [
      name,
      {
        attribute: withSeparator(name, '-'),
        hasChanged: notShown,
        ...DECLARATIONS[parameters[name]?.replace('!', '') as Kind],
      },
    ]),
  );
}

/** What is not a string in its attribute. */
const DECLARATIONS: Readonly<Partial<Record<Kind, PropertyDeclaration>>> = {
  boolean: {type: Boolean},
  'positive integer': {type: Number},
  object: {attribute: false},
  'array without commas': {converter: LIST},
};
