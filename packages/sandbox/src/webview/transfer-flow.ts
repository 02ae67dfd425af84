import {amountPage, fromAccountPage, recipientPage, transferReviewPage} from '../pages/transfer-pages.js';
import {problemOf, type Visit} from '../session/visit.js';
import type {Texts} from '../texts/texts.js';
import type {Account} from '../world/accounts.js';
import type {Transfer} from '../world/transfers.js';
import {type Answer, TERMS_DECLINED} from './callback.js';
import {codeForNewUser} from './connect-flow.js';
import {connectionSteps} from './connection-steps.js';
import {confirmationStep} from './sign-in-steps.js';
import {countSteps, rejectForm, type Step} from './step.js';

const MAX_AMOUNT = 1_000_000;

/** Makes a transfer, or validates a prepared one. A user without an account that can pay connects a bank first. */
export function transferFlow(visit: Visit): readonly Step[] {
  const {session} = visit;
  if (session.entry.transfer) return [reviewStep(visit), codeStep(visit)];
  const orderSteps = [
    fromAccountStep(visit),
    recipientStep(visit),
    amountStep(visit),
    reviewStep(visit),
    codeStep(visit),
  ];
  if (payingAccounts(visit).length > 0) return orderSteps;
  const steps = connectionSteps(visit, {
    onDeclined: () => TERMS_DECLINED,
    onConnected: () => {
      session.earlierSteps = countSteps(steps);
      return undefined;
    },
  });
  return [...steps, ...orderSteps];
}

/** Returns the user's accounts that can pay. */
export function payingAccounts({session, world}: Visit): readonly Account[] {
  if (session.userId === undefined) return [];
  return world.accounts.of(session.userId).filter(({ableToTransfer}) => ableToTransfer);
}

/** Makes the transfer, and returns the answer. */
export function makeTransfer(visit: Visit, transfer: Transfer): Answer {
  transfer.state = 'pending';
  return {transfer_id: String(transfer.id), ...codeForNewUser(visit)};
}

/** Asks which account pays. */
export function fromAccountStep(visit: Visit): Step {
  const {transfer} = visit.session;
  const accounts = payingAccounts(visit);
  return {
    name: 'from',
    isDone: () => transfer.account !== undefined,
    page: () => fromAccountPage(visit, accounts, problemOf(visit, 'from')),
    submit: (form) => {
      const chosen = accounts.find(({id}) => String(id) === form.get('account'));
      if (!chosen) return rejectForm(visit, 'from', {account: 'chooseOne'});
      if (chosen !== transfer.account) transfer.recipient = undefined;
      transfer.account = chosen;
      return undefined;
    },
  };
}

/** Asks who gets the money. */
export function recipientStep(visit: Visit): Step {
  const {transfer} = visit.session;
  const recipients = transfer.account ? visit.world.accounts.recipientsOf(transfer.account) : [];
  return {
    name: 'to',
    isDone: () => transfer.recipient !== undefined,
    page: () => recipientPage(visit, recipients, problemOf(visit, 'to')),
    submit: (form) => {
      const chosen = recipients.find(({id}) => String(id) === form.get('recipient'));
      if (!chosen) return rejectForm(visit, 'to', {recipient: 'chooseOne'});
      transfer.recipient = chosen;
      return undefined;
    },
  };
}

/** Asks for the amount and the label. */
export function amountStep(visit: Visit): Step {
  const {session} = visit;
  const {transfer} = session;
  return {
    name: 'amount',
    isDone: () => transfer.amount !== undefined && transfer.label !== undefined,
    page: () => amountPage(visit, problemOf(visit, 'amount')),
    submit: (form) => {
      const amount = parseAmount(form.get('amount') ?? '');
      const label = (form.get('label') ?? '').trim();
      const errors: Record<string, keyof Texts['errors']> = {};
      if (amount === undefined) errors['amount'] = 'amount';
      if (label === '') errors['label'] = 'required';
      session.reviewed = false;
      transfer.amount = amount;
      transfer.label = label === '' ? undefined : label;
      if (Object.keys(errors).length === 0) return undefined;
      return rejectForm(visit, 'amount', errors, {amount: form.get('amount') ?? '', label});
    },
  };
}

/** Shows the transfer, to be checked. */
export function reviewStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'review',
    isDone: () => session.reviewed,
    page: () => transferReviewPage(visit),
    submit: () => {
      session.reviewed = true;
      return undefined;
    },
  };
}

/** Asks for the code that confirms the transfer, and makes it. */
export function codeStep(visit: Visit): Step {
  return confirmationStep(visit, 'transfer-code', visit.texts.transfer, () =>
    makeTransfer(visit, visit.session.entry.transfer ?? addTransfer(visit)),
  );
}

function addTransfer({session, world}: Visit): Transfer {
  const {account, recipient, amount, label} = session.transfer;
  if (!account || !recipient || amount === undefined || label === undefined) {
    throw new Error('This step cannot be reached before the transfer is complete.');
  }
  return world.transfers.add({account, recipient, amount, label});
}

/** Reads an amount in euros with a comma or a point and at most two decimals, such as `1 200,50`. */
function parseAmount(text: string): number | undefined {
  const plain = text.replace(/[\s€]/g, '').replace(',', '.');
  const amount = /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : 0;
  return amount > 0 && amount <= MAX_AMOUNT ? amount : undefined;
}
