import {amountPage, fromPage, reviewPage, toPage} from '../pages/transfer-pages.js';
import type {Texts} from '../texts/texts.js';
import type {Account} from '../world/accounts.js';
import type {Transfer} from '../world/transfers.js';
import type {Answer} from './callback.js';
import {codeForNewUser} from './connect-flow.js';
import {connectionSteps} from './connection-steps.js';
import {confirmationStep} from './sign-in-steps.js';
import {complain, problemOf, type Step, type Visit} from './step.js';

const MOST = 1_000_000;

/** Makes a transfer, or validates one that was prepared. Ends with its id. */
export function transferFlow(visit: Visit): readonly Step[] {
  const {session} = visit;
  if (session.entry.transfer) return [reviewStep(visit), codeStep(visit)];
  if (payingAccounts(visit).length === 0) {
    const steps = connectionSteps(visit, {
      decline: () => ({error: 'tos_declined', error_description: 'The user declined the terms of service.'}),
      finish: () => {
        session.stepsBehind = steps.filter(({joined}) => !joined).length;
        return undefined;
      },
    });
    return [...steps, ...orderSteps(visit)];
  }
  return orderSteps(visit);
}

function orderSteps(visit: Visit): readonly Step[] {
  return [fromStep(visit), toStep(visit), amountStep(visit), reviewStep(visit), codeStep(visit)];
}

/** The user's accounts that can pay. */
export function payingAccounts({session, world}: Visit): readonly Account[] {
  if (session.userId === undefined) return [];
  return world.accounts.of(session.userId).filter(({ableToTransfer}) => ableToTransfer);
}

function fromStep(visit: Visit): Step {
  const {transfer} = visit.session;
  const accounts = payingAccounts(visit);
  return {
    name: 'from',
    done: transfer.account !== undefined,
    page: () => fromPage(visit, accounts, problemOf(visit, 'from')),
    submit: (form) => {
      const chosen = accounts.find(({id}) => String(id) === form.get('account'));
      if (!chosen) return complain(visit, 'from', {account: 'chooseOne'});
      if (chosen !== transfer.account) transfer.recipient = undefined;
      transfer.account = chosen;
      return undefined;
    },
  };
}

function toStep(visit: Visit): Step {
  const {transfer} = visit.session;
  const recipients = transfer.account ? visit.world.accounts.recipientsOf(transfer.account) : [];
  return {
    name: 'to',
    done: transfer.recipient !== undefined,
    page: () => toPage(visit, recipients, problemOf(visit, 'to')),
    submit: (form) => {
      const chosen = recipients.find(({id}) => String(id) === form.get('recipient'));
      if (!chosen) return complain(visit, 'to', {recipient: 'chooseOne'});
      transfer.recipient = chosen;
      return undefined;
    },
  };
}

function amountStep(visit: Visit): Step {
  const {session} = visit;
  const {transfer} = session;
  return {
    name: 'amount',
    done: transfer.amount !== undefined && transfer.label !== undefined,
    page: () => amountPage(visit, problemOf(visit, 'amount')),
    submit: (form) => {
      const amount = amountOf(form.get('amount') ?? '');
      const label = (form.get('label') ?? '').trim();
      const errors: Record<string, keyof Texts['errors']> = {};
      if (amount === undefined) errors['amount'] = 'amount';
      if (label === '') errors['label'] = 'required';
      session.reviewed = false;
      transfer.amount = amount;
      transfer.label = label === '' ? undefined : label;
      if (Object.keys(errors).length === 0) return undefined;
      return complain(visit, 'amount', errors, {amount: form.get('amount') ?? '', label});
    },
  };
}

function reviewStep(visit: Visit): Step {
  const {session} = visit;
  return {
    name: 'review',
    done: session.reviewed,
    page: () => reviewPage(visit),
    submit: () => {
      session.reviewed = true;
      return undefined;
    },
  };
}

function codeStep(visit: Visit): Step {
  return confirmationStep(visit, 'transfer-code', visit.texts.transfer, () =>
    transferMade(visit, visit.session.entry.transfer ?? transferOf(visit)),
  );
}

/** Hands the transfer to the bank, and says so. */
export function transferMade(visit: Visit, transfer: Transfer): Answer {
  transfer.state = 'pending';
  return {transfer_id: String(transfer.id), ...codeForNewUser(visit)};
}

function transferOf({session, world}: Visit): Transfer {
  const {account, recipient, amount, label} = session.transfer;
  if (!account || !recipient || amount === undefined || label === undefined) {
    throw new Error('A transfer is made once everything about it is known.');
  }
  return world.transfers.add({account, recipient, amount, label});
}

/** Euros with a comma or a point, two decimals at most, such as `1 200,50`. */
function amountOf(text: string): number | undefined {
  const plain = text.replace(/[\s€]/g, '').replace(',', '.');
  const amount = /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : 0;
  return amount > 0 && amount <= MOST ? amount : undefined;
}
