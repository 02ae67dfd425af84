import type {Texts} from './texts.js';

export const en: Texts = {
  start: {
    connect: 'Connect a bank',
    reconnect: 'Reconnect',
    manage: 'Manage connections',
    transfer: 'Make a transfer',
    payment: 'Pay',
  },
  startFailed: 'The page could not be opened. Please try again in a moment.',

  success: {
    connect: 'Your account is connected.',
    reconnect: 'Your connection works again.',
    manage: 'You are back. Any changes to your connections are saved.',
    transfer: 'Your transfer is on its way.',
    payment: 'Your payment is on its way.',
  },
  access_denied: 'You stopped before the end. You can try again whenever you like.',
  tos_declined: 'You did not accept the terms, so we stopped there. You can try again whenever you like.',
  session_expired: 'The page was open for too long, so the service ended the session. Please try again.',
  failed: 'The service had a problem and could not finish. Please try again in a few minutes.',
  incomplete: 'We did not get a full answer. Please check your accounts here before you try again.',
  'missing-state': 'We could not tell whether you started this here. Please start again from this site.',
  'unknown-state':
    'This was not started in this browser. If you started in another browser or app, continue there; otherwise start again.',
  expired: 'More than an hour has gone by, so for your safety we stopped here. Please start again.',
  'no-storage':
    'Your browser does not let this site remember what you started. Please allow site data (cookies) and start again.',
  replayed: 'This step is already done. There is nothing more to do here.',
  malformed: 'The address of this page is not valid, so we did not use it. Please start again.',
  none: 'There is nothing to finish here.',

  saving: 'Almost done. Please keep this page open…',
  saveFailed: 'All went well at your bank, but we could not finish on our side. Please try again.',

  goOn: 'Continue',
  tryAgain: 'Try again',
  goBack: 'Go back',
};
