import {noChange} from 'lit';
import {type ChildPart, directive, Directive} from 'lit/directive.js';

/** Keeps an element's text, even if a translator or an extension has replaced its nodes. */
class TextDirective extends Directive {
  #text: string | undefined;

  /** Renders the text on a server. */
  render(text: string): string {
    return text;
  }

  override update(part: ChildPart, [text]: [string]): typeof noChange {
    if (text === this.#text) return noChange;
    this.#text = text;
    const element = part.parentNode as Element;
    // a server may have rendered it
    if (element.textContent !== text) writeText(element, text);
    return noChange;
  }
}

/** Writes an element's text. It keeps Lit's comments, by which Lit finds the place again. */
function writeText(element: Element, text: string): void {
  const isComment = (node: Node): boolean => node.nodeType === Node.COMMENT_NODE;
  const nodes = Array.from(element.childNodes);
  const [first, ...others] = nodes.filter((node) => !isComment(node));
  if (first instanceof Text && others.length === 0) {
    first.data = text;
    return;
  }
  const [start, ...end] = nodes.filter(isComment);
  element.replaceChildren(...(start ? [start] : []), ...(text ? [text] : []), ...end);
}

/** Renders the whole text of an element. */
export const text = directive(TextDirective);
