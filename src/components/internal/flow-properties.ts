import type {PropertyDeclaration, PropertyDeclarations} from 'lit';
import type {StartOptions} from '../../flows/start-options.js';
import {withSeparator} from '../../service/options.js';
import {type Flow, type FlowOptions, FLOWS, type Kind, SETTINGS} from '../../service/parameters.js';

/**
 * Options that an element does not take: the state is made for each start unless a payment has one, the language is the
 * nearest `lang`.
 */
type NotTaken<F extends Flow> = 'language' | (F extends 'payment' ? never : 'state');

interface CodeUrl {
  /**
   * An address of your own back end that answers `POST` with `{"code": "…"}`, asked at the click. Default: none, and
   * `code` is sent.
   */
  codeUrl: string | null | undefined;
}

interface PaymentUrl {
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
  Pick<FlowOptions<F>, Exclude<keyof FlowOptions<F>, NotTaken<F> | 'code'>>
> &
  Settable<Pick<StartOptions<F>, 'code'>> &
  (F extends 'payment' ? PaymentUrl : CodeUrl);

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

/** Declares a flow's options as Lit properties, and the address that gives what the flow needs at the click. */
export function flowProperties(flow: Flow): PropertyDeclarations {
  const isPayment = flow === 'payment';
  const names = [...Object.keys(FLOWS[flow]), ...SETTINGS].filter(
    (name) => name !== 'language' && (name !== 'state' || isPayment),
  );
  names.push(isPayment ? 'paymentUrl' : 'codeUrl');
  return declareProperties(names, {hasChanged: skipUpdate}, FLOWS[flow]);
}
