import {RESULT_TEXTS} from '../languages/result-texts.js';
import {textsFor} from '../languages/texts-for.js';
import type {PaymentText, ResultTexts} from '../languages/texts.js';
import type {Flow} from '../service/parameters.js';
import type {FlowResult} from '../service/results.js';

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
  const payment = paymentText(result);
  if (payment) return texts.payment[payment];
  switch (result.kind) {
    case 'success':
      return texts.success[result.flow as Exclude<Flow, 'payment'>];
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

/** Returns what a result says about a payment, if it is one. */
function paymentText(result: FlowResult): PaymentText | undefined {
  // whether or not it is true, a payment may have been made
  if (result.kind === 'unverified') return result.answer.flow === 'payment' ? 'unknown' : undefined;
  if (!('flow' in result) || result.flow !== 'payment') return undefined;
  switch (result.kind) {
    case 'success':
      return result.settled ? 'done' : result.paymentState === 'partial' ? 'partial' : 'processing';
    case 'incomplete':
      return 'created';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return !result.refused ? 'unknown' : result.paymentState === 'expired' ? 'expired' : 'rejected';
    default:
      return undefined;
  }
}
