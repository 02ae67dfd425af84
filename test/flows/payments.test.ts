import {expect} from 'chai';
import {
  FlowError,
  type FlowErrorCode,
  type Json,
  type NewPayment,
  parseCallback,
  type PaymentStart,
  startFlow,
} from '../../src/flows/index.js';
import {rejection} from '../support/errors.js';
import {connect, Visit} from '../support/visit.js';

const STATE = 'state-of-the-payment';
const existing = {...connect, paymentId: 31, code: 'scoped+token', state: STATE};

/** Starts an existing payment, and finishes it with a callback's query. */
async function pay(query: string): Promise<object> {
  const visit = new Visit();
  await visit.start('payment', existing);
  return visit.finish(`?state=${STATE}&id_payment=31${query}`);
}

describe('a payment’s callback', () => {
  const success = {kind: 'success', flow: 'payment', paymentId: '31'};
  const failed = {kind: 'failed', flow: 'payment', paymentId: '31'};
  const cancelled = {kind: 'cancelled', flow: 'payment'};
  const outcomes: readonly [query: string, result: object][] = [
    ['&payment_state=done', {...success, paymentState: 'done', settled: true}],
    ['&payment_state=accepted', {...success, paymentState: 'accepted', settled: true}],
    ['&payment_state=validating', {...success, paymentState: 'validating', settled: false}],
    ['&payment_state=pending', {...success, paymentState: 'pending', settled: false}],
    ['&payment_state=partial', {...success, paymentState: 'partial', settled: false}],
    ['', {...success, settled: false}],
    ['&payment_state=', {...success, settled: false}],
    ['&payment_state=created', {kind: 'incomplete', flow: 'payment'}],
    ['&error=cancelled', {...cancelled, error: 'cancelled'}],
    ['&error=cancelled&payment_state=created', {...cancelled, error: 'cancelled'}],
    ['&error=access_denied', {...cancelled, error: 'access_denied'}],
    ['&error=tos_declined', {...cancelled, error: 'tos_declined'}],
    ['&error_code=CancelledByUser', {...cancelled, error: 'CancelledByUser'}],
    ['&error_code=CancelledByUser&payment_state=rejected', {...cancelled, error: 'CancelledByUser'}],
    [
      '&payment_state=rejected',
      {...failed, error: 'rejected', known: true, paymentState: 'rejected', refused: true},
    ],
    [
      '&payment_state=expired',
      {...failed, error: 'expired', known: true, paymentState: 'expired', refused: true},
    ],
    ...[
      'insufficientFunds',
      'CancelledByClient',
      'noAnswerFromCustomer',
      'authenticationFailed',
      'regulatoryReason',
      'invalidBeneficiary',
      'bankMessage',
    ].map((error): [string, object] => [
      `&error_code=${error}`,
      {...failed, error, known: true, refused: true},
    ]),
    [
      '&error_code=bug&payment_state=rejected',
      {...failed, error: 'bug', known: true, paymentState: 'rejected', refused: true},
    ],
    [
      '&error_code=unheardOf&payment_state=rejected&bank_message=Solde%20insuffisant',
      {
        ...failed,
        error: 'unheardOf',
        known: false,
        paymentState: 'rejected',
        refused: true,
        description: 'Solde insuffisant',
      },
    ],
    // nobody knows how these ended
    ['&error_code=bug', {...failed, error: 'bug', known: true}],
    ['&error_code=unheardOf', {...failed, error: 'unheardOf', known: false}],
    ['&error=server_error', {...failed, error: 'server_error', known: true}],
    ['&payment_state=paused', {...failed, error: 'paused', known: false, paymentState: 'paused'}],
    ['&payment_state=toString', {...failed, error: 'toString', known: false, paymentState: 'toString'}],
    [
      '&error=cancelled&payment_state=done',
      {...failed, error: 'cancelled', known: true, paymentState: 'done'},
    ],
    [
      '&error_code=insufficientFunds&payment_state=pending',
      {...failed, error: 'insufficientFunds', known: true, paymentState: 'pending'},
    ],
    // the code tells why a part of several payments was refused
    [
      '&error_code=insufficientFunds&payment_state=partial',
      {...success, paymentState: 'partial', settled: false},
    ],
  ];
  for (const [query, result] of outcomes) {
    it(`with ${query || 'only its state'} is ${JSON.stringify(result)}`, async () => {
      expect(await pay(query)).to.deep.equal(result);
    });
  }

  it('never says that money may move and that nothing was paid at once', () => {
    const states = ['done', 'accepted', 'validating', 'pending', 'partial', 'paused'];
    const errors = [
      '&error=cancelled',
      '&error=access_denied',
      '&error_code=CancelledByUser',
      '&error_code=bankMessage',
    ];
    for (const state of states) {
      for (const error of errors) {
        const answer = parseCallback(`/cb?id_payment=31&payment_state=${state}${error}`);
        expect(answer.kind, state + error).not.to.equal('cancelled');
        expect(answer, state + error).not.to.have.property('refused');
      }
    }
  });

  it('is recognized without its flow by the id of a payment', () => {
    expect(parseCallback('/cb?id_payment=31&payment_state=accepted')).to.deep.equal({
      kind: 'success',
      flow: 'payment',
      paymentId: '31',
      paymentState: 'accepted',
      settled: true,
    });
    expect(parseCallback('/cb?id_payment=31&error=cancelled')).to.deep.equal({
      kind: 'cancelled',
      flow: 'payment',
      error: 'cancelled',
    });
  });

  it('cannot change which payment it is about', async () => {
    const visit = new Visit();
    await visit.start('payment', existing);
    const refused = `?state=${STATE}&id_payment=99&payment_state=rejected`;
    expect(visit.finish(refused)).to.include({kind: 'failed', paymentId: '31'});
    const paid = `?state=${STATE}&id_payment=99&payment_state=done`;
    expect(visit.finish(paid)).to.include({kind: 'success', paymentId: '31'});
  });

  it('counts as a success once, even if the same payment is started again', async () => {
    const visit = new Visit();
    await visit.start('payment', existing);
    const query = `?state=${STATE}&id_payment=31&payment_state=done`;
    expect(visit.finish(query).kind).to.equal('success');
    await visit.start('payment', existing);
    expect(visit.finish(`${query}&again`).kind).to.equal('replayed');
  });

  it('stays used up if another start of it fails', async () => {
    const visit = new Visit();
    await visit.start('payment', existing);
    const query = `?state=${STATE}&id_payment=31&payment_state=done`;
    expect(visit.finish(query).kind).to.equal('success');
    const navigate = (): never => {
      throw new Error('blocked');
    };
    const failed = startFlow('payment', {...existing, store: visit.store, navigate});
    expect(await failed.catch(() => 'failed')).to.equal('failed');
    expect(visit.finish(`${query}&again`)).to.include({kind: 'replayed'});
  });
});

describe('startFlow with a payment that exists', () => {
  it('sends its id, its scoped token and its state', async () => {
    const visit = new Visit();
    await visit.start('payment', existing);
    expect(visit.sent('payment_id')).to.equal('31');
    expect(visit.sent('code')).to.equal('scoped+token');
    expect(visit.sent('state')).to.equal(STATE);
  });

  it('asks a function for the scoped token', async () => {
    const visit = new Visit();
    await visit.start('payment', {...existing, code: () => 'fresh'});
    expect(visit.sent('code')).to.equal('fresh');
  });

  it('stores neither its token nor its state among the parameters', async () => {
    const visit = new Visit();
    await visit.start('payment', existing);
    const stored = JSON.parse(visit.store.getItem(visit.store.key(0) ?? '') ?? '') as {parameters: object};
    expect(stored.parameters).to.deep.equal({paymentId: 31});
    expect(stored).to.include({canRetry: false});
  });
});

describe('startFlow with a payment to create', () => {
  it('creates it at the click, with the state and the redirect URI that the webview gets', async () => {
    const visit = new Visit();
    const asked: PaymentStart[] = [];
    const createPayment = (start: PaymentStart): NewPayment => {
      asked.push(start);
      return {code: 'scoped', paymentId: 32};
    };
    const context: Json = {order: 7};
    await visit.start('payment', {...connect, createPayment, context});
    expect(asked).to.deep.equal([{state: visit.state, redirectUri: connect.redirectUri, context}]);
    expect(visit.state).to.match(/^[\w-]{21,}$/);
    expect(visit.sent('payment_id')).to.equal('32');
    expect(visit.sent('code')).to.equal('scoped');
    expect(visit.finish(`?state=${visit.state}&id_payment=32&payment_state=done`)).to.deep.equal({
      kind: 'success',
      flow: 'payment',
      paymentId: '32',
      paymentState: 'done',
      settled: true,
      context,
    });
  });

  it('never makes the same state twice', async () => {
    const visit = new Visit();
    const createPayment = (): NewPayment => ({code: 'scoped', paymentId: 32});
    await visit.start('payment', {...connect, createPayment});
    const first = visit.state;
    await visit.start('payment', {...connect, createPayment});
    expect(visit.state).not.to.equal(first);
  });

  it('creates nothing if an option is wrong or the start was aborted', async () => {
    let created = 0;
    const createPayment = (): NewPayment => ({code: 'scoped', paymentId: (created += 1)});
    const visit = new Visit();
    await rejection(visit.start('payment', {...connect, createPayment, domain: 'a b'}));
    await rejection(visit.start('payment', {...connect, createPayment, returnTo: '//evil.example'}));
    await rejection(visit.start('payment', {...connect, createPayment, signal: AbortSignal.abort()}));
    expect(created).to.equal(0);
  });

  const answers: readonly unknown[] = [
    undefined,
    null,
    {},
    'scoped',
    {code: 'c'},
    {paymentId: 1},
    {code: '', paymentId: 1},
    {code: 1, paymentId: 1},
  ];
  for (const answer of answers) {
    it(`refuses ${JSON.stringify([answer])} from createPayment, and stays on the page`, async () => {
      const visit = new Visit();
      const error = await rejection(
        visit.start('payment', {...connect, createPayment: (() => answer) as () => NewPayment}),
      );
      expect(error).to.include({code: 'code-unavailable', option: 'createPayment'});
      expect([visit.left.length, visit.store.length]).to.deep.equal([0, 0]);
    });
  }

  it('says why createPayment failed', async () => {
    const cause = new Error('down');
    const visit = new Visit();
    const error = await rejection(
      visit.start('payment', {...connect, createPayment: () => Promise.reject(cause)}),
    );
    expect(error).to.include({code: 'code-unavailable', cause});
    const own = new FlowError('aborted', 'The shop is closed');
    expect(
      await rejection(visit.start('payment', {...connect, createPayment: () => Promise.reject(own)})),
    ).to.equal(own);
  });

  it('stops waiting for createPayment when it is aborted', async () => {
    const controller = new AbortController();
    const visit = new Visit();
    const start = visit.start('payment', {
      ...connect,
      createPayment: () => new Promise(() => undefined),
      signal: controller.signal,
    });
    controller.abort();
    expect((await rejection(start)).code).to.equal('aborted');
    expect(visit.left).to.be.empty;
  });

  const refused: readonly [
    flow: 'payment' | 'connect',
    options: object,
    code: FlowErrorCode,
    option: string,
  ][] = [
    ['payment', {paymentId: 31, code: 'c'}, 'missing-parameter', 'state'],
    ['payment', {paymentId: 31, state: STATE}, 'missing-parameter', 'code'],
    ['payment', {code: 'c', state: STATE}, 'missing-parameter', 'paymentId'],
    ['payment', {createPayment: 'f'}, 'code-unavailable', 'createPayment'],
    ['payment', {createPayment: () => null, paymentId: 31}, 'conflicting-parameters', 'createPayment'],
    ['payment', {createPayment: () => null, code: 'c'}, 'conflicting-parameters', 'createPayment'],
    ['payment', {createPayment: () => null, state: STATE}, 'conflicting-parameters', 'createPayment'],
    ['connect', {createPayment: () => null}, 'unknown-parameter', 'createPayment'],
    ['connect', {state: STATE}, 'unknown-parameter', 'state'],
  ];
  for (const [flow, options, code, option] of refused) {
    it(`refuses ${Object.keys(options).join(', ')} for ${flow}: ${code} of ${option}`, async () => {
      const visit = new Visit();
      const error = await rejection(visit.start(flow, {...connect, ...options}));
      expect(error).to.include({code, option});
      expect(visit.left).to.be.empty;
    });
  }
});
