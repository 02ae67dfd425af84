import type {PropertyDeclarations} from 'lit';
import {FlowElement} from './internal/flow-element.js';
import {flowProperties, type FlowProperties} from './internal/flow-properties.js';

/**
 * A button that takes the user to the webview to add, repair and remove connections.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @tag budgea-manage
 * @summary Starts the manage flow.
 */
export class BudgeaManageElement extends FlowElement {
  static override readonly flow = 'manage';
  static override properties: PropertyDeclarations = flowProperties('manage');
}

export interface BudgeaManageElement extends FlowProperties<'manage'> {}
