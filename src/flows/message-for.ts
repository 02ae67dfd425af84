import {RESULT_TEXTS} from '../languages/result-texts.js';
import {textsFor} from '../languages/texts-for.js';
import type {ResultTexts} from '../languages/texts.js';
import type {FlowResult} from './finish-flow.js';

/**
 * Puts a result into words for the user: what happened and what to do next.
 *
 * `language` is a tag such as `fr` or `fr-CA`; an unknown one gives English. The words never quote the address.
 *
 * @example
 * ```ts
 * import {finishFlow, messageFor} from 'budgea-webview/flows';
 *
 * document.querySelector('main')?.append(messageFor(finishFlow(), document.documentElement.lang));
 * ```
 */
export function messageFor(result: FlowResult, language: string): string {
  return resultText(result, textsFor(language, RESULT_TEXTS));
}

/** Puts a result into the words of some texts. */
export function resultText(result: FlowResult, texts: ResultTexts): string {
  switch (result.kind) {
    case 'success':
      return texts.success[result.flow];
    case 'cancelled':
      return texts[result.error === 'tos_declined' ? result.error : 'access_denied'];
    case 'failed':
      return result.error === 'session_expired' ? texts.session_expired : texts.failed;
    case 'unverified':
      return texts[result.reason];
    default:
      return texts[result.kind];
  }
}
