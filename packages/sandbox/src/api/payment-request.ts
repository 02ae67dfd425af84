import {own} from '../own.js';
import {isDay} from '../iso-day.js';
import type {SandboxClient} from '../options.js';
import {paymentUriFault} from '../redirect-uris.js';
import {isClientState, type PaymentInstruction, type PaymentOrder} from '../world/payments.js';
import {ApiError} from './api-error.js';
import type {Body} from './body.js';
import type {Json} from './representations.js';

const EXECUTION_DATE_TYPES = ['first_open_day', 'instant', 'deferred'] as const;

/**
 * Reads the body of `POST /payments`.
 *
 * @throws {ApiError} with 400 for the first thing that is wrong.
 */
export function readPaymentOrder(body: Body, client: SandboxClient): PaymentOrder {
  const instructions = readInstructions(body);
  const [first] = instructions;
  for (const {executionDateType, executionDate} of instructions) {
    if (executionDateType !== first?.executionDateType) {
      throw invalid('execution_date_type must be the same in all instructions.');
    }
    if (executionDateType === 'deferred' && executionDate !== first.executionDate) {
      throw invalid('execution_date must be the same in all instructions.');
    }
  }
  return {
    clientId: client.id,
    redirectUri: readRedirectUri(body, client),
    clientState: readState(body),
    instructions,
    payerIdentity: objectAt(body.get('payer_identity'), 'payer_identity'),
  };
}

function readRedirectUri(body: Body, client: SandboxClient): string {
  const uri = textAt(body.get('client_redirect_uri'), 'client_redirect_uri');
  const fault = paymentUriFault(uri, client);
  if (fault !== undefined) throw invalid(`client_redirect_uri ${fault}.`);
  return uri;
}

function readState(body: Body): string | undefined {
  const state = body.get('client_state') ?? '';
  if (typeof state !== 'string') throw invalid('client_state must be a text.');
  if (!isClientState(state)) throw invalid('client_state must have at most 2,000 characters.');
  return state === '' ? undefined : state;
}

function readInstructions(body: Body): readonly PaymentInstruction[] {
  const sent = body.get('instructions');
  if (sent === undefined || sent === null) throw missing('instructions');
  if (!Array.isArray(sent) || sent.length === 0) {
    throw invalid('instructions must be a list that is not empty.');
  }
  return sent.map((instruction: unknown, index) => readInstruction(instruction, `instructions[${index}]`));
}

function readInstruction(value: unknown, at: string): PaymentInstruction {
  const sent = objectAt(value, at);
  const instruction = {
    label: textAt(sent['label'], `${at}.label`),
    amount: amountAt(sent['amount'], `${at}.amount`),
    currency: currencyAt(sent['currency'], `${at}.currency`),
    ...readExecution(sent, at),
    beneficiary: readBeneficiary(sent['beneficiary'], `${at}.beneficiary`),
    sent,
  };
  objectAt(sent['beneficiary_identity'], `${at}.beneficiary_identity`);
  return instruction;
}

function readExecution(
  sent: Json,
  at: string,
): Pick<PaymentInstruction, 'executionDateType' | 'executionDate'> {
  const type = textAt(sent['execution_date_type'], `${at}.execution_date_type`);
  const executionDateType = EXECUTION_DATE_TYPES.find((known) => known === type);
  if (!executionDateType) {
    throw invalid(`${at}.execution_date_type must be ${EXECUTION_DATE_TYPES.join(' or ')}, not “${type}”.`);
  }
  if (executionDateType !== 'deferred') return {executionDateType, executionDate: undefined};
  // a time behind the day makes no difference
  const executionDate = textAt(sent['execution_date'], `${at}.execution_date`).split(/[T ]/)[0] ?? '';
  if (!isDay(executionDate)) throw invalid(`${at}.execution_date must be a day such as 2026-01-31.`);
  return {executionDateType, executionDate};
}

function readBeneficiary(value: unknown, at: string): PaymentInstruction['beneficiary'] {
  const sent = objectAt(value, at);
  return {
    label: textAt(sent['label'], `${at}.label`),
    scheme: textAt(sent['scheme_name'], `${at}.scheme_name`),
    identification: textAt(sent['identification'], `${at}.identification`),
  };
}

function amountAt(value: unknown, at: string): number {
  if (value === undefined || value === null) throw missing(at);
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw invalid(`${at} must be a number above 0.`);
}

function currencyAt(value: unknown, at: string): string {
  const currency = textAt(value, at);
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw invalid(`${at} must be three letters, such as EUR.`);
}

function objectAt(value: unknown, at: string): Json {
  if (value === undefined || value === null) throw missing(at);
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid(`${at} must be an object.`);
  return own(value) as Json;
}

function textAt(value: unknown, at: string): string {
  if (value === undefined || value === null || value === '') throw missing(at);
  if (typeof value !== 'string') throw invalid(`${at} must be a text.`);
  return value;
}

function missing(at: string): ApiError {
  return new ApiError(400, 'missingParameter', `${at} is missing.`);
}

function invalid(message: string): ApiError {
  return new ApiError(400, 'invalidValue', message);
}
