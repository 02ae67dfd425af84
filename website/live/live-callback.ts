import {html, type TemplateResult} from 'lit';
import {LivePanel} from './live-panel.js';

/** The callback page of the emulated site. */
export class LiveCallback extends LivePanel {
  protected override stage(): TemplateResult {
    return html`<budgea-callback></budgea-callback>`;
  }
}
