import {own} from '../own.js';
import {
  type Check,
  either,
  id,
  isBroken,
  list,
  nullable,
  number,
  oneOf,
  refuse,
  refuseNumber,
  shape,
  text,
} from '../checks.js';
import {connectionOfUser, time, transferOfUser, user, webhook} from '../option-checks.js';
import {isTime} from '../clock.js';
import type {SandboxUser} from '../options.js';
import {SandboxError} from '../sandbox-error.js';
import type {Connection} from '../world/connections.js';
import type {World} from '../world/world.js';
import type {FlowEnding} from '../webview/ending.js';
import type {Sender} from '../webhooks/sender.js';
import type {Webhooks} from '../webhooks/webhooks.js';
import type {ConnectionState, OrderState, SandboxControl, UserState} from './control.js';
import type {Journal} from './journal.js';
import {addWebhook, sendWebhook, webhookFaults, webhookState, webhookToSend} from './webhook-methods.js';
import {addPayment, payment, paymentChange, paymentState, setPaymentState} from './payment-methods.js';

/** The parts of a sandbox that the methods use. */
export interface Controlled {
  readonly world: World;
  readonly journal: Journal;
  /** The endings of the next flows, in their order. */
  readonly endings: FlowEnding[];
  readonly webhooks: Webhooks;
  readonly sender: Sender;
  /** Does what was due until now, and starts to send the webhooks of it. */
  readonly catchUp: () => void;
  readonly reset: () => void;
}

/** The name of a method. */
export type MethodName = keyof SandboxControl;

type Method<Name extends MethodName> = (
  controlled: Controlled,
  argument: unknown,
) => ReturnType<SandboxControl[Name]>;

const connectionChange = shape({id, state: nullable(text)}, {accessExpire: nullable(time)});

/** Every method by its name, for a sandbox and for its routes. */
export const METHODS: {readonly [Name in MethodName]: Method<Name>} = {
  addUser: method(optionalUser, ({world}, wanted) => {
    const {id, token} = world.addUser(wanted);
    return {...userState(world, id), token};
  }),
  addConnection: method(connectionOfUser, ({world}, {user: key, ...connection}) =>
    connectionState(world.addConnection(world.userId(key), connection)),
  ),
  addTransfer: method(transferOfUser, ({world}, {user: key, ...transfer}) =>
    orderState(world.addTransfer(world.userId(key), transfer)),
  ),
  addPayment: method(payment, ({world}, wanted) => addPayment(world, wanted)),
  setPaymentState: method(paymentChange, ({world}, change) => setPaymentState(world, change)),
  payments: method(nothing, ({world}) => world.payments.all.map(paymentState)),
  setConnectionState: method(connectionChange, ({world}, {id, state, accessExpire}) => {
    const connection = world.connections.get(id);
    if (!connection) throw new SandboxError('not-found', `The sandbox has no connection ${id}.`);
    world.connections.setState(connection, state);
    if (accessExpire !== undefined) world.connections.setAccessExpire(connection, accessExpire);
    return connectionState(connection);
  }),
  setAccountError: method(shape({id, error: nullable(text)}, {}), ({world}, {id, error}) => {
    const account = world.accounts.get(id);
    if (!account) throw new SandboxError('not-found', `The sandbox has no account ${id}.`);
    account.error = error;
  }),
  endNextFlow: method(ending, ({endings}, wanted) => {
    endings.push(wanted);
  }),
  advance: method(duration, ({world: {clock}}, ms) => {
    if (!isTime(clock.now() + ms))
      refuseNumber('argument', 'few enough ms to stay before the year 10000', ms);
    clock.advance(ms);
    return clock.now();
  }),
  setTime: method(nullable(time), ({world: {clock}}, wanted) => {
    clock.set(wanted);
    return clock.now();
  }),
  users: method(nothing, ({world}) => world.userIds.map((id) => userState(world, id))),
  received: method(nothing, ({journal}) => journal.requests),
  addWebhook: method(webhook, ({webhooks}, wanted) => addWebhook(webhooks, wanted)),
  webhooks: method(nothing, ({webhooks}) => webhooks.all.map(webhookState)),
  sendWebhook: method(webhookToSend, ({world, sender}, wanted) => {
    sendWebhook(world, sender, wanted);
  }),
  setWebhookFaults: method(webhookFaults, ({sender}, faults) => {
    sender.faults = faults;
  }),
  deliveries: method(nothing, ({sender}) => sender.deliveries),
  settled: method(nothing, ({sender}) => sender.idle()),
  reset: method(nothing, ({reset}) => {
    reset();
  }),
};

/** Creates a method that checks its argument first. */
function method<Argument, Result>(
  check: Check<Argument>,
  run: (controlled: Controlled, argument: Argument) => Result,
): (controlled: Controlled, argument: unknown) => Result {
  return (controlled, argument) => {
    controlled.catchUp();
    try {
      return run(controlled, check(argument, 'argument'));
    } finally {
      controlled.catchUp();
    }
  };
}

function optionalUser(value: unknown, at: string): SandboxUser {
  return value === undefined ? own({}) : user(value, at);
}

function nothing(value: unknown, at: string): undefined {
  return value === undefined ? undefined : refuse(at, 'left out', value);
}

function duration(value: unknown, at: string): number {
  const ms = number(value, at);
  return ms >= 0 ? ms : refuseNumber(at, '0 ms or more', value);
}

function ending(value: unknown, at: string): FlowEnding {
  return either((candidate) => typeof candidate === 'string', oneOf('success'), endingObject)(value, at);
}

function endingObject(value: unknown, at: string): Exclude<FlowEnding, string> {
  const has = (name: string): boolean =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  if (has('connectorIds')) return shape({connectorIds: list(id)}, {})(value, at);
  if (has('answer')) return shape({answer: texts}, {})(value, at);
  if (has('paymentState')) return shape({paymentState: text}, {})(value, at);
  if (has('errorCode')) return shape({errorCode: text}, {bankMessage: text})(value, at);
  return shape({error: text}, {description: text})(value, at);
}

function texts(value: unknown, at: string): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(at, 'an object', value);
  const entries = Object.entries(value).map(([name, item]: [string, unknown]): [string, string] => {
    if (isBroken(name)) refuse(`a name in ${at}`, 'valid Unicode', name);
    return [name, item === '' ? '' : text(item, `${at}.${name}`)];
  });
  return own(Object.fromEntries(entries));
}

function userState(world: World, id: number): UserState {
  return {
    id,
    connections: world.connections.of(id).map(connectionState),
    transfers: world.transfers.of(id).map(orderState),
  };
}

function connectionState({id, connector, state}: Connection): ConnectionState {
  return {id, connectorId: connector.id, state};
}

function orderState({id, amount, label, state}: OrderState): OrderState {
  return {id, amount, label, state};
}
