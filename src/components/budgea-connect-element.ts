import type {PropertyDeclarations} from 'lit';
import {FlowElement} from './internal/flow-element.js';
import {flowProperties, type FlowProperties} from './internal/flow-properties.js';

/**
 * A button that takes the user to the webview to add a connection.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @tag budgea-connect
 * @summary Starts the connect flow.
 */
export class BudgeaConnectElement extends FlowElement {
  static override readonly flow = 'connect';
  static override properties: PropertyDeclarations = flowProperties('connect');
}

export interface BudgeaConnectElement extends FlowProperties<'connect'> {}
