import type {Refusal} from '../entry/refusal.js';

/** What the pages say in English. */
export const en = {
  locale: 'en-GB',
  serviceName: 'Bank connection',
  otherLanguage: 'Français',
  error: 'Error',
  step: (at: number, of: number): string => `Step ${at} of ${of}`,
  forClient: (client: string): string => `for ${client}`,
  emulated: 'Emulated service',
  continue: 'Continue',
  cancel: 'Cancel',
  backToList: 'Back to your connections',
  back: 'Back',
  choose: 'Choose…',
  accountTypes: {
    checking: 'Current account',
    savings: 'Savings account',
    deposit: 'Deposit account',
    loan: 'Loan',
    market: 'Securities account',
    joint: 'Joint account',
    card: 'Card',
    lifeinsurance: 'Life insurance',
    pee: 'Company savings plan',
    perco: 'Company retirement plan',
    article83: 'Supplementary pension',
    rsp: 'Profit-sharing account',
    pea: 'Equity savings plan',
    capitalisation: 'Capitalisation contract',
    perp: 'Retirement savings plan',
    madelin: 'Retirement plan for the self-employed',
    crowdlending: 'Crowdlending account',
    real_estate: 'Property investment',
    per: 'Individual retirement plan',
    unknown: 'Account',
  },
  errors: {
    required: 'Please fill this in.',
    format: 'The bank expects another format.',
    wrongPassword: 'The bank refused this password. Please check it and try again.',
    wrongCode: 'This is not the code that was sent. Please check it and try again.',
    chooseAccount: 'Please choose at least one account.',
    choosePaying: 'Please choose at least one account that can pay: a current or a joint account.',
    chooseOne: 'Please choose one.',
    amount: 'Please type an amount in euros, such as 120.50.',
  },
  bank: {
    heading: 'Choose your bank',
    headingDocuments: 'Choose your provider',
    search: 'Search',
    searchButton: 'Search',
    list: 'Available institutions',
    mostUsed: 'Most used',
    found: (count: number): string => (count === 1 ? '1 institution' : `${count} institutions`),
    none: 'No institution has this name.',
    noneOffered: 'No institution has what the application asked for.',
  },
  terms: {
    heading: 'Before you start',
    intro: (client: string, bank: string): string =>
      `${client} would like to read data from ${bank}. Nothing is read without your consent.`,
    points: [
      'Your sign-in details are used only for this connection.',
      'The application can read the data you share; it cannot move money.',
      'You can withdraw your consent at any time.',
    ] as readonly string[],
    pointsTransfer: [
      'Your sign-in details are used only for this connection.',
      'No money moves before you confirm the transfer.',
      'You can withdraw your consent at any time.',
    ] as readonly string[],
    accept: 'Accept and continue',
    decline: 'Decline',
  },
  signIn: {
    heading: (bank: string): string => `Sign in to ${bank}`,
    submit: 'Sign in',
    wrongHint: (password: string): string => `“${password}” is refused, to see what happens then.`,
  },
  oneTimeCode: {
    heading: 'Enter the code you received',
    intro: (bank: string): string => `${bank} sent you a code in a text message.`,
    label: 'One-time code',
    hint: (code: string): string => `Emulated: no message was sent, the code is ${code}.`,
    submit: 'Confirm',
  },
  accounts: {
    heading: 'Choose your accounts',
    intro: (client: string): string => `${client} sees only the accounts that you choose.`,
    legend: 'Accounts to share',
    obstacles: {
      iban: 'Not selectable: the application asked for other IBANs',
      type: 'Not selectable: the application asked for other types of account',
      usage: 'Not selectable: the application asked for another use of accounts',
    },
    noneSelectable: 'This bank has none of the accounts that the application asked for.',
  },
  confirm: {
    heading: 'Confirm your choice',
    intro: (client: string, bank: string): string =>
      `You are about to share data from ${bank} with ${client}.`,
    accounts: 'Accounts shared',
    documents: 'Your documents, such as bills and statements, are shared.',
    submit: 'Confirm and finish',
  },
  another: {
    heading: 'Connect another bank?',
    added: (bank: string): string => `${bank} was added.`,
    intro: (count: number): string =>
      count === 1
        ? 'You can connect one more, or finish here.'
        : `You can connect up to ${count} more, or finish here.`,
    add: 'Add another bank',
    finish: 'Finish',
  },
  reconnect: {
    heading: (bank: string): string => `Reconnect ${bank}`,
    nothingToAsk: 'There is nothing to type: the connection is checked again.',
    unrepairableHeading: (bank: string): string => `${bank} cannot be reconnected now`,
    reasons: {
      actionNeeded: 'The bank asks you to do something on its website first.',
      passwordExpired: 'Your password has expired. Change it on the bank’s website first.',
      websiteUnavailable: 'The bank’s website is not available at the moment. We try again automatically.',
      rateLimiting: 'The bank does not answer any more requests at the moment. We try again automatically.',
      validating: 'Your connection is still being checked. This can take some time.',
      bug: 'Something went wrong on our side. It was reported, and we try again automatically.',
      notSupported: 'This kind of access to the bank is not supported.',
    } as Readonly<Record<string, string>>,
    otherReason: 'The connection does not work at the moment.',
    unchanged: 'Signing in again does not repair this, so nothing was changed.',
    leave: (client: string): string => `Back to ${client}`,
  },
  manage: {
    heading: 'Your connections',
    headingOne: 'Your connection',
    empty: 'You have no connection yet.',
    gone: 'This connection was removed.',
    number: (id: number): string => `No. ${id}`,
    fine: 'Working',
    faulty: 'Needs attention',
    errors: {
      wrongpass: 'The password is not right any more.',
      additionalInformationNeeded: 'The bank asks for more information.',
      SCARequired: 'The bank asks you to identify yourself again.',
      decoupled: 'The bank asks you to confirm in its app.',
      webauthRequired: 'The bank asks you to sign in on its website.',
    } as Readonly<Record<string, string>>,
    fix: 'Fix',
    update: 'Update',
    remove: 'Remove',
    add: 'Add a connection',
    close: 'Close',
    notices: {
      added: (name: string): string => `${name} was added.`,
      fixed: (name: string): string => `${name} is up to date.`,
      removed: (name: string): string => `${name} was removed.`,
    },
    removeHeading: (bank: string): string => `Remove ${bank}?`,
    removeIntro: 'Its accounts are no longer shared. This cannot be undone.',
    removeSubmit: 'Remove the connection',
    keep: 'Keep it',
  },
  transfer: {
    fromHeading: 'Choose the account to pay from',
    fromLegend: 'Account to pay from',
    toHeading: 'Choose a recipient',
    toLegend: 'Recipient',
    amountHeading: 'Amount and label',
    amount: 'Amount in euros',
    amountHint: 'Such as 120.50',
    label: 'Label',
    labelHint: 'The recipient reads it on the statement.',
    reviewHeading: 'Check the transfer',
    prepared: (client: string): string => `${client} prepared this transfer. It cannot be changed here.`,
    from: 'From',
    to: 'To',
    amountTerm: 'Amount',
    labelTerm: 'Label',
    date: 'Date',
    today: 'Today',
    reviewSubmit: 'Continue to confirmation',
    noAccount: 'None of your connected accounts can make transfers.',
    noRecipient: 'This account has no recipients.',
    codeHeading: 'Confirm the transfer',
    codeIntro: 'Your bank sent you a code in a text message. The transfer is executed once you enter it.',
    codeSubmit: 'Execute the transfer',
  },
  payment: {
    reviewHeading: 'Check the payment',
    prepared: (client: string): string => `${client} asks you for this payment. It cannot be changed here.`,
    from: 'From',
    to: 'To',
    label: 'Label',
    amount: 'Amount',
    date: 'Date',
    dates: {
      first_open_day: 'The next working day',
      instant: 'At once',
      deferred: 'Later',
    },
    bulk: (count: number): string => `${count} transfers`,
    reviewSubmit: 'Continue to confirmation',
    codeHeading: 'Confirm the payment',
    codeIntro: 'Your bank sent you a code in a text message. The payment is made once you enter it.',
    codeSubmit: 'Make the payment',
  },
  pay: {
    heading: 'Your transfers',
    none: 'You have no transfers yet.',
    add: 'New transfer',
    open: 'Show',
    backToList: 'Back to your transfers',
    transferHeading: 'Your transfer',
    state: 'State',
    states: {
      created: 'Waiting for your confirmation',
      pending: 'Sent to the bank',
      done: 'Made',
    } as Readonly<Record<string, string>>,
  },
  ended: {
    heading: 'You can close this page',
    cancelled: 'You left without changing anything further.',
    failed: (error: string): string => `The flow ended with the error ${error}.`,
    intro: 'The application gave no address to go back to.',
    inFrame: 'You can go on in the page around this one.',
  },
  sessionEnded: {
    heading: 'This session has ended',
    intro:
      'It is finished, or it was not used for an hour. Start again in the application that you came from.',
  },
  nothing: {
    heading: 'There is nothing here',
    intro:
      'The webview has the languages en and fr, today’s address also de, nl, pt, it and es, and the flows connect, reconnect, manage, transfer and payment.',
  },
  refusal: {
    heading: 'This request was refused',
    intro:
      'The application sent something that the service does not accept. This page is for its developers.',
    parameter: 'Parameter',
    sent: 'Value sent',
    expected: 'Accepted values',
    home: 'What this sandbox offers',
  },
  refusals: {
    'unknown-parameter': ({parameter}: Refusal): string => `This flow has no parameter ${parameter}.`,
    'repeated-parameter': ({parameter}: Refusal): string => `${parameter} is in the address more than once.`,
    'empty-value': ({parameter}: Refusal): string =>
      `${parameter} is empty, or has an empty item. Leave it out if it has no value.`,
    'missing-parameter': ({parameter}: Refusal): string => `${parameter} is missing.`,
    'null-value': ({parameter}: Refusal): string =>
      `${parameter} is the word null or undefined. Leave it out if it has no value.`,
    'unknown-client': (): string => 'No client application has this client_id.',
    'invalid-redirect-uri': (): string =>
      'redirect_uri is not an absolute address that a user can be sent to, such as https://example.com/callback.',
    'redirect-uri-not-whitelisted': (): string =>
      'This client application does not allow this redirect_uri. It must be exactly one of those below, with the same scheme, host, port, path and last slash.',
    'state-without-redirect-uri': (): string => 'There is a state, but no redirect_uri to return it to.',
    'conflicting-parameters': ({parameter}: Refusal): string =>
      `${parameter.replace(',', ' and ')} exclude each other. Send one of them.`,
    'invalid-id': ({parameter}: Refusal): string => `${parameter} must be a whole number.`,
    'unknown-connector': ({parameter}: Refusal): string =>
      `${parameter} names a connector that does not exist here.`,
    'unknown-capability': (): string => 'connector_capabilities names a capability that does not exist.',
    'unknown-account-type': (): string => 'account_types names an account type that does not exist.',
    'invalid-boolean': ({parameter}: Refusal): string => `${parameter} must be true or false.`,
    'code-with-space': (): string =>
      'This code is unknown. It has a space, which no code has: a + was not percent-encoded. Write it as %2B in the address.',
    'permanent-token': (): string =>
      'code is a permanent access token. It must never reach a browser: send a temporary code made from it.',
    'unknown-code': (): string => 'This code is unknown.',
    'used-code': (): string => 'This code was already used, or exchanged for a permanent token.',
    'expired-code': (): string =>
      'This code is older than 1,800 seconds. Ask for a new one when the user leaves your page.',
    'not-owned': ({parameter}: Refusal): string =>
      `${parameter} names something that this user does not have.`,
    'transfer-executed': (): string => 'This transfer was already validated.',
    'payment-settled': (): string =>
      'This payment is not created any more: it was validated, refused or cancelled. Create another.',
    'users-code': (): string =>
      'code is the temporary code of a user. A payment needs its scoped token: POST /payments/{id}/scopedtoken.',
    'service-token': (): string =>
      'code is a service token. It must never reach a browser: send the scoped token of the payment.',
    'expired-payment-token': (): string =>
      'This token has expired: a scoped token after 604,800 seconds, a service token after 1,800.',
    'other-payment': (): string => 'code is the scoped token of another payment.',
    'other-client': (): string => 'The payment belongs to another client application.',
    'not-the-payments': ({parameter}: Refusal): string =>
      `${parameter} is not the same as when the payment was created.`,
    'unknown-domain': (): string =>
      'domain is not a domain of this sandbox. The option domains sets them; https:// and a path do not belong to it.',
    'invalid-count': ({parameter}: Refusal): string => `${parameter} must be a whole number above 0.`,
    'invalid-country': ({parameter}: Refusal): string =>
      `${parameter} must be the two letters of a country, such as FR.`,
    'unknown-field': ({parameter}: Refusal): string => `The connector has no field for ${parameter}.`,
    'unknown-choice': ({parameter}: Refusal): string =>
      `${parameter} is not one of the values that are accepted.`,
    'unfit-ending': (): string => 'A test asked for an ending, with endNextFlow, that this flow cannot have.',
    'password-prefill': ({parameter}: Refusal): string =>
      `${parameter} is a password. It must never be in an address: users type it themselves.`,
  },
  emulation: {
    summary: 'Emulation',
    intro: 'This is an emulated service. No bank is contacted, and what you type stays in this sandbox.',
    endings: {
      error: 'End now with an error',
      errorCode: 'Refused at the bank, with an error code',
      paymentState: 'Return from the bank, with a payment state',
    },
    slow: 'Answer slowly once',
    slowArmed: 'The next answer will be slow.',
  },
};

/** The texts of the pages in one language. */
export type Texts = typeof en;
