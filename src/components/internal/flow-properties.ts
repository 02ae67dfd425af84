import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import type {CodeSource, StartOptions} from '../../flows/start-options.js';
import {withSeparator} from '../../service/options.js';
import {type Flow, type FlowOptions, FLOWS, type Kind, SETTINGS} from '../../service/parameters.js';
import {BOOLEAN, withLowerCase} from './budgea-element.js';

/** Options that are no properties as they are: the language is the nearest `lang`, and the state is made for each start. */
type NotTaken = 'language' | 'state' | 'code';

/** What a flow needs of the user. */
type WithCode<F extends Flow> = Settable<Pick<StartOptions<F>, 'code'>> & {
  /**
   * An address of your own back end that answers `POST` with `{"code": "…", "owner": "…"}`, asked at the click; `code`
   * is `null` if there is no user yet. A `code` on the same element is sent instead. Default: none.
   */
  codeUrl: string | null | undefined;
};

/** What a payment needs: either its token and its state, or an address that creates it. */
interface WithPayment {
  /** The scoped token of the payment, or a function that gives it at the last moment. Default: none. */
  code: string | CodeSource | null | undefined;
  /** The state that the payment was created with. Default: none. */
  state: string | null | undefined;
  /**
   * An address of your own back end that creates a payment at the click. It takes `POST {"state", "redirectUri",
   * "context"}` and answers `{"code", "paymentId"}`. Default: none, and the payment of `paymentId`, `code` and `state` is
   * confirmed.
   */
  paymentUrl: string | null | undefined;
}

/** Options as an element has them: they can be set at any time, and unset. */
type Settable<T> = {-readonly [P in keyof T]: T[P] | null | undefined};

/** The properties of a flow's element: the flow's options. */
export type FlowProperties<F extends Flow> = Settable<
  Pick<FlowOptions<F>, Exclude<keyof FlowOptions<F>, NotTaken>>
> &
  (F extends 'payment' ? WithPayment : WithCode<F>);

/** What Lit must know of an option that is not a text in its attribute. */
const DECLARATIONS: {readonly [K in Kind]?: PropertyDeclaration} = {
  boolean: BOOLEAN,
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
  const declarations = names.map((name) => {
    const kind = (name === 'allowInsecureBaseUrl' ? 'boolean' : kinds[name]?.replace('!', '')) as Kind;
    return [name, {attribute: withSeparator(name, '-'), ...shared, ...DECLARATIONS[kind]}] as const;
  });
  return withLowerCase(Object.fromEntries(declarations));
}

/** Declares a flow's options as Lit properties, and the address that gives what the flow needs at the click. */
export function flowProperties(flow: Flow): PropertyDeclarations {
  const isPayment = flow === 'payment';
  const names = [...Object.keys(FLOWS[flow]), ...SETTINGS].filter(
    (name) => name !== 'language' && (name !== 'state' || isPayment),
  );
  names.push(isPayment ? 'paymentUrl' : 'codeUrl');
  return declareProperties(names, {hasChanged: skipUpdate}, FLOWS[flow]);
}
