import {decodeOnce} from '../../service/callback.js';
import {fail, invalid} from '../../service/flow-error.js';
import {isGiven, ownProperties, withSeparator} from '../../service/options.js';
import {type Flow, FLOWS, type Kind} from '../../service/parameters.js';

/** The parameters that only this back end gives. */
const OWN: readonly string[] = ['clientId', 'redirectUri', 'code', 'state'];

/** What a query may have beside the flow's parameters. `hop` marks a second try with all cookies. */
const BESIDE = ['return_to', 'language', 'hop'] as const;

/** What a link to `GET …/start/{flow}` asks for. */
export interface StartQuery {
  /** The flow's parameters, as options. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly returnTo: string | undefined;
  readonly language: string | undefined;
  /** What `createPayment` gets. */
  readonly context: string | undefined;
}

/**
 * Reads the query of a start: the flow's documented parameters, by their names on the wire.
 *
 * @throws {FlowError} `unknown-parameter` or `invalid-parameter`.
 */
export function readStartQuery(flow: Flow, search: string): StartQuery {
  const names = parameterNames(flow);
  const beside: Record<string, string> = ownProperties({});
  const parameters: Record<string, unknown> = ownProperties({});
  const isBeside = (name: string): boolean =>
    (BESIDE as readonly string[]).includes(name) || (name === 'context' && flow === 'payment');
  for (const [name, value] of pairsOf(search)) {
    const option = names.get(name);
    if (isBeside(name)) set(beside, name, value);
    else if (option) set(parameters, option, toOption(option, FLOWS[flow][option as never], value));
    else if (names.has('connector_fields') && name.includes('.')) addField(parameters, name, value);
    else fail('unknown-parameter', `${name.slice(0, 60)} must be left out of ${flow}`);
  }
  const given = (name: string): string | undefined => beside[name] || undefined;
  return {
    parameters,
    returnTo: given('return_to'),
    language: given('language'),
    context: given('context'),
  };
}

/** Returns the options that a link may set, by their names on the wire. A payment is made by the host's own code. */
function parameterNames(flow: Flow): ReadonlyMap<string, string> {
  const options = Object.keys(FLOWS[flow]).filter(
    (option) => !OWN.includes(option) && option !== 'paymentId',
  );
  return new Map(options.map((option) => [withSeparator(option, '_'), option]));
}

function* pairsOf(search: string): Generator<readonly [name: string, value: string]> {
  for (const pair of search.replace(/^\?/, '').split('&').filter(Boolean)) {
    const [name, value] = pair.split(/=(.*)/s, 2).map(decodeOnce);
    const isDecoded = name !== undefined && (value !== undefined || !pair.includes('='));
    if (!isDecoded) fail('invalid-parameter', 'The query must be percent-encoded in UTF-8');
    yield [name, value ?? ''];
  }
}

function set(values: Record<string, unknown>, name: string, value: unknown): void {
  if (name in values) fail('invalid-parameter', `${withSeparator(name, '_')} must be given once`);
  values[name] = value;
}

/** Reads a value as the option's kind. An empty one is not given. */
function toOption(option: string, declared: string, value: string): unknown {
  if (!isGiven(value)) return undefined;
  switch (declared.replace('!', '') as Kind) {
    case 'array without commas':
      return value.split(',');
    case 'positive integer':
      return /^\d+$/.test(value)
        ? Number(value)
        : invalid(withSeparator(option, '_'), 'a whole number from 1 on');
    case 'boolean':
      return /^(true|false)$/.test(value)
        ? value === 'true'
        : invalid(withSeparator(option, '_'), 'true or false');
    case 'object':
      return invalid(withSeparator(option, '_'), 'given as {connector_uuid}.{field}');
    default:
      return value;
  }
}

/** Adds the value of one field of a connector, which is `{connector_uuid}.{field}` on the wire. */
function addField(parameters: Record<string, unknown>, name: string, value: string): void {
  const index = name.indexOf('.');
  const connectors = (parameters['connectorFields'] ??= ownProperties({})) as Record<
    string,
    Record<string, string>
  >;
  const fields = (connectors[name.slice(0, index)] ??= ownProperties({}) as Record<string, string>);
  set(fields, name.slice(index + 1), value);
}
