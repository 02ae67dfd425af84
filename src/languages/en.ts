import type {ButtonTexts, ConnectionTexts, PanelTexts, ResultTexts} from './texts.js';

export const buttonTexts: ButtonTexts = {
  start: {
    connect: 'Connect a bank',
    reconnect: 'Reconnect',
    manage: 'Manage connections',
    transfer: 'Make a transfer',
    payment: 'Pay',
  },
  starting: 'One moment, please…',
  startFailed: 'The page could not be opened. Please try again in a moment.',
  startImpossible:
    'This site cannot open the page for you. Trying again will not help: please contact the site.',
  startSignedOut: 'You seem to be signed out of this site. Please sign in, then try again.',
  startNoStorage:
    'Your browser does not let this site remember what you start. Please allow site data (cookies), then try again.',
  startFramed:
    'The page around this one does not let it go on. Please open this site in its own tab, then try again.',
};

export const resultTexts: ResultTexts = {
  success: {
    connect: 'Your account is connected.',
    reconnect: 'Your connection is working.',
    manage: 'You are back. Any changes to your connections are saved.',
    transfer: 'Your transfer is on its way.',
  },
  payment: {
    done: 'Your bank has accepted your payment. There is nothing more to do.',
    processing:
      'We are waiting for your bank to confirm your payment. Nothing has been refused so far, so please do not pay again.',
    partial:
      'Part of your payment was made, and part of it was refused. Please check which part before you pay again.',
    created: 'Your payment is not confirmed yet. Please check its status before you pay again.',
    cancelled: 'The payment was cancelled, so nothing was paid. You can try again whenever you like.',
    rejected: 'The payment was refused, so nothing was paid. You can try again or pay in another way.',
    expired:
      'The payment was not confirmed in time, so nothing was paid. You can try again or pay in another way.',
    unknown: 'We do not know how your payment ended. Please check your bank account before you pay again.',
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
  'other-owner':
    'This was started while somebody else was signed in here. Please sign in as that person, or start again.',
  replayed: 'This step is already done. There is nothing more to do here.',
  malformed:
    'The address of this page is not valid, so we did not use it. Please check your accounts before you start again.',
  none: 'There is nothing to finish here.',

  saving: 'Almost done. Please keep this page open…',
  saveFailed: 'All went well at your bank, but we could not finish on our side. Please try again.',
  saveRefused: 'All went well at your bank, but we could not finish on our side. Please start again.',
  saveSignedOut:
    'All went well at your bank, but you seem to be signed out of this site. Please use another tab to sign in, then try again here.',
  saveImpossible:
    'All went well at your bank, but this site could not take it over. Trying again will not help: please contact the site.',
  'token-exists':
    'You are already connected here. Please check your accounts; if one is missing, connect it again.',

  bankFetching:
    '{bank} is connected. We are fetching your data now, which may take a few minutes. You can continue in the meantime.',
  bankReady: '{bank} is connected, and your data is here.',

  goOn: 'Continue',
  tryAgain: 'Try again',
  goBack: 'Go back',
};

export const connectionTexts: ConnectionTexts = {
  connection: {
    wrongpass: 'Your bank refused the sign-in details. Please reconnect and enter them again.',
    additionalInformationNeeded:
      'Your bank asks for one more thing, such as a code. Please reconnect to give it.',
    SCARequired: 'Your bank asks you to confirm that it is you. Please reconnect to do so.',
    decoupled: 'Your bank asks you to confirm in its app. Please reconnect and follow its steps.',
    webauthRequired: 'Your bank asks you to sign in on its own page. Please reconnect to go there.',
    passwordExpired:
      'Your password at the bank has expired. Please change it on the bank’s own site first, then reconnect here.',
    actionNeeded:
      'Your bank asks you to do something on its own site. Please sign in there and follow what it says; reconnecting here does not help.',
    websiteUnavailable:
      'Your bank cannot be reached right now. We try again by ourselves, so there is nothing to do.',
    rateLimiting:
      'Your bank lets us ask less often for a while. We try again by ourselves, so there is nothing to do.',
    validating:
      'Your bank is still checking this connection. We try again by ourselves, so there is nothing to do.',
    notSupported:
      'This connection is not supported at the moment, so we cannot update it. Reconnecting here does not help.',
    bug: 'Something went wrong at our provider, who already knows. We try again by ourselves, so there is nothing to do.',
    'first-sync': 'Your accounts are being fetched for the first time. This may take a few minutes.',
    unknown: 'This connection does not work right now. Please look again later.',
  },
  consentEnds:
    'Your consent for this connection ends on {date}. Please renew it to keep your accounts up to date.',
  consentEnded:
    'Your consent for this connection ended on {date}. Please renew it to keep your accounts up to date.',
  renew: 'Renew consent',
};

export const panelTexts: PanelTexts = {
  panel: {
    connected: '{count} connected',
    toCheck: '{count} to check',
    inProgress: '{count} being fetched',
    works: 'Connected',
    fetching: 'Fetching your data',
    actionNeeded: 'Your help is needed',
    interrupted: 'Interrupted for now',
    notUpdated: 'Not being updated',
    late: 'This takes longer than usual. You do not have to wait: please look again later.',
    accounts: 'Accounts:',
    dataAsOf: 'Data as of',
    nextTry: 'Next try:',
    onlySome: 'Only some accounts of this bank are affected. The others are still updated.',
    sameBank:
      'This bank is connected more than once, so its accounts may count twice. If you only need one connection, disconnect the other.',
    refresh: 'Get fresh data',
    manage: 'Manage',
    disconnect: 'Disconnect',
    cancel: 'Cancel',
    retry: 'Try again',
    question: 'Disconnect {bank}?',
    consequences:
      'This site will no longer get data from this bank, and its accounts here may disappear. Nothing changes at your bank, and you can connect it again at any time.',
    disconnected: '{bank} is disconnected.',
    asked: 'We asked {bank} for fresh data.',
    failed: 'That did not work. Please try again in a moment.',
    loading: 'Loading your banks…',
    loadFailed: 'Your banks could not be loaded. Please try again in a moment.',
    noAnswer: 'We got no answer. Please check your internet connection, then try again.',
    empty: 'No bank is connected yet.',
    bank: 'Your bank',
  },
};
