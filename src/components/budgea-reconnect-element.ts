import type {PropertyDeclarations} from 'lit';
import {FlowElement} from './internal/flow-element.js';
import {flowProperties, type FlowProperties} from './internal/flow-properties.js';

/**
 * A button that takes the user to the webview to repair a connection.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @tag budgea-reconnect
 * @summary Starts the reconnect flow.
 */
export class BudgeaReconnectElement extends FlowElement {
  static override readonly flow = 'reconnect';
  static override properties: PropertyDeclarations = flowProperties('reconnect');
}

export interface BudgeaReconnectElement extends FlowProperties<'reconnect'> {}
