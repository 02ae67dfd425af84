import {sameOriginPath} from '../../service/addresses.js';
import {frozenCopy, isValid, ownProperties} from '../../service/options.js';
import {FLOWS} from '../../service/parameters.js';
import type {FlowResult} from '../../service/results.js';

type Kind = FlowResult['kind'];
type Fields = Readonly<Record<string, unknown>>;

const isText = (value: unknown): boolean => typeof value === 'string';
const hasFlow = ({flow}: Fields): boolean => isText(flow) && Object.hasOwn(FLOWS, String(flow));

/** Why an answer is not verified. */
const REASONS: readonly unknown[] = [
  'missing-state',
  'unknown-state',
  'expired',
  'no-storage',
  'other-owner',
];

/** What a result of each kind must have, so that it can be told in words. */
const CHECKS: Readonly<Record<Kind, (fields: Fields) => boolean>> = {
  none: () => true,
  success: hasFlow,
  cancelled: (fields) => hasFlow(fields) && isText(fields['error']),
  failed: (fields) => hasFlow(fields) && isText(fields['error']),
  incomplete: hasFlow,
  replayed: hasFlow,
  unverified: ({reason}) => REASONS.includes(reason),
  malformed: () => true,
};

const MALFORMED = frozenCopy({kind: 'malformed', reason: 'invalid-value', parameter: 'state'} as const);

/**
 * Reads a result that a back end gave, as an object or in JSON. Anything else counts as malformed.
 *
 * The page may show markup that others wrote, so only own properties count, and a received code is left out.
 */
export function givenResult(given: unknown): FlowResult {
  const fields = copyOf(parse(given));
  const {kind} = fields;
  const isKnown = isText(kind) && Object.hasOwn(CHECKS, String(kind));
  if (!isKnown || !CHECKS[kind as Kind](fields)) return MALFORMED;
  // told in words without it, but every result of this kind has it
  if (kind === 'unverified') fields['answer'] = frozenCopy(copyOf(fields['answer']));
  return frozenCopy(fields) as unknown as FlowResult;
}

function parse(given: unknown): unknown {
  if (!isText(given)) return given;
  try {
    return JSON.parse(String(given));
  } catch {
    return undefined;
  }
}

/** Copies the own properties of an object, without a code and without a way to another origin. */
function copyOf(value: unknown): Record<string, unknown> {
  const {code: _code, returnTo, ...fields} = ownProperties(isValid('object', value) ? (value as Fields) : {});
  const path = sameOriginPath(returnTo);
  return ownProperties({...fields, ...(path !== undefined && {returnTo: path})});
}
