import {own} from '../own.js';
import {type Check, id, list, positive, refuse, shape, text} from '../checks.js';
import {frenchIban} from '../iban.js';
import type {SandboxInstruction, SandboxPayment} from '../options.js';
import {paymentUriFault} from '../redirect-uris.js';
import {SandboxError} from '../sandbox-error.js';
import {isClientState, type Payment, type PaymentInstruction} from '../world/payments.js';
import type {World} from '../world/world.js';
import type {PaymentChange, PaymentState} from './control.js';

const currency: Check<string> = (value, at) =>
  typeof value === 'string' && /^[A-Z]{3}$/.test(value)
    ? value
    : refuse(at, 'three letters, such as EUR', value);

const clientState: Check<string> = (value, at) =>
  isClientState(text(value, at)) ? text(value, at) : refuse(at, 'at most 2,000 characters', value);

const instructionParts = [{amount: positive, label: text}, {currency}] as const;

/** Accepts a payment to add. */
export const payment: Check<SandboxPayment> = shape(
  {...instructionParts[0], redirectUri: text},
  {
    ...instructionParts[1],
    id,
    clientId: text,
    clientState,
    furtherInstructions: list<SandboxInstruction>(shape(...instructionParts)),
  },
);

/** Accepts a change of a payment. */
export const paymentChange: Check<PaymentChange> = shape(
  {id, state: text},
  {errorCode: text, bankMessage: text},
);

/** Adds a payment, and returns it with a scoped token. */
export function addPayment(
  {payments, paymentTokens, clients}: World,
  {id, clientId, redirectUri, clientState: state, furtherInstructions = [], ...first}: SandboxPayment,
): PaymentState & {readonly code: string} {
  const client = clientId === undefined ? [...clients.values()][0] : clients.get(clientId);
  if (!client) {
    const known = [...clients.keys()].join(', ');
    throw new SandboxError('not-found', `The sandbox has no client ${clientId}. It has ${known}.`);
  }
  const fault = paymentUriFault(redirectUri, client);
  if (fault !== undefined) throw new SandboxError('invalid-value', `argument.redirectUri ${fault}.`);
  const added = payments.add({
    id,
    clientId: client.id,
    redirectUri,
    clientState: state,
    instructions: [first, ...furtherInstructions].map(instructionOf),
    payerIdentity: PAYER,
  });
  return {...paymentState(added), code: paymentTokens.mintScoped(added).text};
}

/** Changes the state of a payment, as a bank would. */
export function setPaymentState(
  {payments}: World,
  {id, state, errorCode, bankMessage}: PaymentChange,
): PaymentState {
  const changed = payments.get(id);
  if (!changed) throw new SandboxError('not-found', `The sandbox has no payment ${id}.`);
  changed.change(state, {errorCode, bankMessage});
  return paymentState(changed);
}

/** Returns a payment as tests see it. */
export function paymentState({id, clientId, state, amount, order, fault}: Payment): PaymentState {
  return {
    id,
    clientId,
    state,
    errorCode: fault.errorCode ?? null,
    amount,
    label: order.instructions[0]?.label ?? '',
    redirectUri: order.redirectUri,
    clientState: order.clientState ?? null,
  };
}

const PAYER = {kind: 'corporate', org_name: 'Ateliers Martin'};
const BENEFICIARY = {
  label: 'SCI Les Glycines',
  scheme: 'iban',
  identification: frenchIban(90018, 3027641744),
};

function instructionOf(instruction: SandboxInstruction): PaymentInstruction {
  const {amount, label, currency: code = 'EUR'} = own(instruction);
  const executionDateType = 'first_open_day';
  return {
    amount,
    label,
    currency: code,
    executionDateType,
    executionDate: undefined,
    beneficiary: BENEFICIARY,
    sent: {
      label,
      amount,
      currency: code,
      execution_date_type: executionDateType,
      beneficiary: {
        scheme_name: BENEFICIARY.scheme,
        identification: BENEFICIARY.identification,
        label: BENEFICIARY.label,
      },
      beneficiary_identity: {kind: 'corporate', org_name: BENEFICIARY.label},
    },
  };
}
