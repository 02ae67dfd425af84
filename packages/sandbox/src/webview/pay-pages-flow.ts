import {transferPage, transfersPage} from '../pages/pay-pages.js';
import type {Session} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import type {Transfer} from '../world/transfers.js';
import type {Answer} from './callback.js';
import {confirmationStep} from './sign-in-steps.js';
import type {Step} from './step.js';
import {
  amountStep,
  codeStep,
  fromAccountStep,
  makeTransfer,
  recipientStep,
  reviewStep,
} from './transfer-flow.js';

/** Shows a page of the API Pay webview, and the steps after it until a transfer is made. */
export function payFlow(visit: Visit): readonly Step[] {
  const {opened, entry} = visit.session;
  const lastSteps = [amountStep(visit), reviewStep(visit), codeStep(visit)];
  const order = [fromAccountStep(visit), recipientStep(visit), ...lastSteps];
  switch (entry.pay?.page) {
    case 'transfers/accounts':
      return order;
    case 'transfers/accounts/:account/recipients':
      return [recipientStep(visit), ...lastSteps];
    case 'transfers/accounts/:account/recipients/:recipient':
      return lastSteps;
    case 'transfers/:transfer':
      return entry.pay.transfer ? transferSteps(visit, entry.pay.transfer) : [];
    default:
      if (opened === 'new') return [listStep(visit), ...order];
      return [listStep(visit), ...(opened ? transferSteps(visit, opened) : [])];
  }
}

/** Goes back to the list of transfers. */
export function closeTransfer(session: Session): void {
  session.opened = undefined;
}

function listStep(visit: Visit): Step {
  const {session, world} = visit;
  const transfers = session.userId === undefined ? [] : world.transfers.of(session.userId);
  return {
    name: 'transfers',
    isDone: () => session.opened !== undefined,
    uncounted: true,
    page: () => transfersPage(visit, transfers),
    submit: (form) => {
      const [action, id] = (form.get('action') ?? '').split(':');
      if (action === 'close') return close(visit);
      const transfer = transfers.find((candidate) => String(candidate.id) === id);
      if (action === 'new') open(session, 'new');
      if (action === 'open' && transfer) open(session, transfer);
      return undefined;
    },
  };
}

function transferSteps(visit: Visit, transfer: Transfer): readonly Step[] {
  const {session, texts} = visit;
  const detail: Step = {
    name: 'transfer',
    isDone: () => session.reviewed,
    uncounted: true,
    page: () => transferPage(visit, transfer),
    submit: (form) => {
      if (form.get('action') === 'close') return close(visit);
      session.reviewed = transfer.state === 'created';
      return undefined;
    },
  };
  if (transfer.state !== 'created') return [detail];
  return [
    detail,
    confirmationStep(visit, 'transfer-code', texts.transfer, () => makeTransfer(visit, transfer)),
  ];
}

function open(session: Session, opened: Session['opened']): void {
  session.opened = opened;
  session.reviewed = false;
  Object.assign(session.transfer, {
    account: undefined,
    recipient: undefined,
    amount: undefined,
    label: undefined,
  });
}

/** Ends the flow without a transfer, if there is an address to go back to. */
function close({session}: Visit): Answer | undefined {
  return session.entry.redirectUri === undefined ? undefined : {};
}
