/**
 * The emulated service: what an integration talks to while no real account is at hand.
 *
 * Importing this module does nothing by itself.
 *
 * @module budgea-webview/sandbox
 */
export {createSandbox} from './create-sandbox.js';
export type {Sandbox} from './create-sandbox.js';
export {sandboxAt} from './sandbox-at.js';
export type {RemoteSandbox} from './sandbox-at.js';
export {SandboxError} from './sandbox-error.js';
export type {SandboxErrorCode} from './sandbox-error.js';
export type {
  ConnectionState,
  OfUser,
  OrderState,
  ReceivedRequest,
  SandboxControl,
  UserState,
} from './control/control.js';
export type {FlowEnding} from './webview/ending.js';
export {sandbox} from './vite-plugin.js';
export type {SandboxPluginOptions} from './vite-plugin.js';
export type {
  SandboxCapability,
  SandboxClient,
  SandboxConnection,
  SandboxConnector,
  SandboxField,
  SandboxFieldValue,
  SandboxLabel,
  SandboxOptions,
  SandboxPayment,
  SandboxTransfer,
  SandboxUser,
} from './options.js';
