/** The parameters that make an address a callback. */
export const ANSWERS = [
  'state',
  'error',
  'connection_id',
  'connection_ids',
  'transfer_id',
  'id_payment',
  // before 2019
  'id_connection',
] as const;

/** Every parameter that the webview may add to a callback's address. Without an answer, the rest may be anybody's. */
export const CALLBACK_PARAMETERS = [
  ...ANSWERS,
  'code',
  'error_code',
  'error_description',
  'bank_message',
  'connection_deleted',
  'payment_state',
] as const;

/** A parameter that the webview may add to a callback's address. */
export type CallbackParameter = (typeof CALLBACK_PARAMETERS)[number];
