import {RESULT_TEXTS} from '../languages/result-texts.js';
import type {ResultTexts} from '../languages/texts.js';
import {textsFor} from '../languages/texts-for.js';
import type {FlowResult} from './finish-flow.js';

/**
 * A result in words for the user: what happened and what to do next.
 *
 * `language` is a tag such as `fr` or `fr-CA`; an unknown one gives English. It never quotes the address.
 */
export function messageFor(result: FlowResult, language: string): string {
  return resultText(result, textsFor(language, RESULT_TEXTS));
}

/** A result in the words of some texts. */
export function resultText(result: FlowResult, texts: ResultTexts): string {
  switch (result.kind) {
    case 'success':
      return texts.success[result.flow];
    case 'cancelled':
      return texts[result.error];
    case 'failed':
      return result.error === 'session_expired' ? texts.session_expired : texts.failed;
    case 'unverified':
      return texts[result.reason];
    default:
      return texts[result.kind];
  }
}
