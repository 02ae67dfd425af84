import type {LitElement} from 'lit';
import type {FlowError} from '../../service/flow-error.js';
import {isGiven, parseUrl} from '../../service/options.js';
import {SERVICES} from '../../service/parameters.js';
import {nearest} from '../../service/nearest.js';
import {settingsOf, settingsSources, TARGETS} from './settings.js';

const ERRORS = 'https://github.com/budgea-webview/budgea-webview/blob/main/docs/errors.md';

/** The settings with a closed set of values. Only these may be quoted, and redirect URIs. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  service: Object.keys(SERVICES),
  target: TARGETS,
};

/** What an existing payment needs. If it has none of these, a payment must be created. */
const OF_PAYMENT = ['paymentId', 'code', 'state'] as const;

const hasWarned = new WeakSet<LitElement>();

/** Writes an error into the console for the developer of the page, in the words of its markup. */
export function reportError(element: LitElement, error: FlowError): void {
  const {code, reason, cause} = error;
  const names = namesMeant(element).filter((meant) => !meant.endsWith(`the property ${error.option ?? ''}`));
  const meant = [...valueMeant(element, error), ...names];
  const line = [
    `<${element.localName}>: ${inMarkup(element, error)}`,
    reason && ` (${reason})`,
    meant.length > 0 && ` (did you mean: ${meant.join(', ')})`,
    `. ${ERRORS}#${code}`,
  ];
  // the page did not handle it, and its user can do nothing about a mistake
  // eslint-disable-next-line no-console
  console.error(line.filter(Boolean).join(''), element, ...(isGiven(cause) ? [cause] : []));
}

/** Warns of misspelt attributes of an element that works without them. It does so once. */
export function reportMisspelt(element: LitElement): void {
  const meant = namesMeant(element);
  if (meant.length === 0 || hasWarned.has(element)) return;
  hasWarned.add(element);
  // nothing fails, so nothing else shows that the attribute has no effect
  // eslint-disable-next-line no-console
  console.warn(`<${element.localName}>: unknown attribute (did you mean: ${meant.join(', ')})`, element);
}

/** Returns an error's message with attributes in place of options. */
function inMarkup(element: LitElement, {code, option = '', message}: FlowError): string {
  if (code === 'missing-parameter') {
    const isPayment = 'paymentUrl' in element && 'paymentId' in element;
    const values = element as unknown as Readonly<Record<string, unknown>>;
    const isNew = isPayment && !OF_PAYMENT.some((name) => isGiven(values[name]));
    if (isNew && OF_PAYMENT.some((name) => name === option)) return 'payment-url must be given';
    if (option === 'code' && !isPayment) return 'code-url must be given';
  }
  // what a back end must answer is spelled as in JSON
  const names = code.endsWith('-parameter') ? /\b[a-z]+[A-Z]\w*/g : /^\w+|\b\w+Url\b/g;
  const words = message.replace(names, (name) => attributeOf(element, name) ?? name);
  const value = quotableValue(element, option);
  return code === 'invalid-parameter' && value ? `${words}, not "${value}"` : words;
}

/** Returns the value of a setting if it may be shown: no secret can be in it. */
function quotableValue(element: LitElement, option: string): string | undefined {
  const value = settingsOf(element)[option as 'service'];
  if (Object.hasOwn(CHOICES, option)) return value;
  const url = option === 'redirectUri' ? parseUrl(value) : undefined;
  // without the user, the password and the query, which may be secret
  return url?.host ? `${url.protocol}//${url.host}${url.pathname}` : undefined;
}

function valueMeant(element: LitElement, {code, option = ''}: FlowError): readonly string[] {
  if (code !== 'invalid-parameter' || !Object.hasOwn(CHOICES, option)) return [];
  const value = quotableValue(element, option) ?? '';
  const meant = nearest(value, CHOICES[option] ?? []);
  return meant ? [`${value} → ${meant}`] : [];
}

/** Returns what the unknown attributes probably mean, of the element and of the providers around it. */
function namesMeant(element: LitElement): readonly string[] {
  return [...settingsSources(element)].flatMap((source) => {
    const {elementProperties, observedAttributes = []} = source.constructor as Partial<typeof LitElement>;
    const properties = [...(elementProperties?.keys() ?? [])].filter((name) => typeof name === 'string');
    return source.getAttributeNames().flatMap((name) => {
      if (observedAttributes.includes(name)) return [];
      const property = properties.find((one) => one.toLowerCase() === name);
      if (property) return [`${name} → the property ${property}`];
      // an attribute of HTML
      if (name in source) return [];
      const meant = nearest(name, observedAttributes);
      return meant ? [`${name} → ${meant}`] : [];
    });
  });
}

function attributeOf(element: LitElement, property: string): string | undefined {
  const {elementProperties} = element.constructor as typeof LitElement;
  const attribute = elementProperties.get(property)?.attribute;
  return typeof attribute === 'string' ? attribute : undefined;
}
