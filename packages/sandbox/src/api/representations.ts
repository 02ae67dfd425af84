import type {Recipient} from '../world/accounts.js';
import type {Transfer} from '../world/transfers.js';

/** A resource as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The currency of all amounts. */
export const EURO = {id: 'EUR', symbol: '€', prefix: false};

export function recipientJson(recipient: Recipient): Json {
  return {
    id: recipient.id,
    id_account: recipient.accountId,
    id_target_account: recipient.targetAccountId,
    label: recipient.label,
    category: recipient.category,
    bank_name: recipient.bankName,
    iban: recipient.iban,
    deleted: null,
    expire: null,
  };
}

export function transferJson(transfer: Transfer): Json {
  return {
    id: transfer.id,
    id_account: transfer.account.id,
    id_recipient: transfer.recipient.id,
    account_iban: transfer.account.iban,
    recipient_iban: transfer.recipient.iban,
    amount: transfer.amount,
    formatted_amount: euros(transfer.amount),
    currency: EURO,
    label: transfer.label,
    exec_date: transfer.execDate,
    register_date: dateTime(transfer.registeredAt),
    fees: null,
    state: transfer.state,
    webid: transfer.state === 'created' ? null : `ZZ10C4FKSNP${transfer.id}`,
  };
}

/** Returns an amount of euros as a text. */
export function euros(amount: number): string {
  return new Intl.NumberFormat('fr-FR', {style: 'currency', currency: 'EUR'}).format(amount);
}

/** Returns a time in milliseconds as the service writes it. */
export function dateTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** Returns a time in milliseconds as the service writes it, or `null`. */
export function optionalDateTime(time: number | null): string | null {
  return time === null ? null : dateTime(time);
}
