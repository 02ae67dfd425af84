/**
 * The emulated service: what an integration talks to while no real account is at hand.
 *
 * Importing this module does nothing by itself.
 */
export {createSandbox} from './create-sandbox.js';
export type {Sandbox} from './create-sandbox.js';
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
