import {type CSSResult, LitElement} from 'lit';

/** An element that is styled in whichever document it is: a document takes no style sheet that another one made. */
export abstract class AdoptableElement extends LitElement {
  /** Another document took the element, and its style sheets away. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.#style(this.shadowRoot);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    if (this.ownerDocument === document) return super.createRenderRoot();
    const {shadowRootOptions} = this.constructor as typeof LitElement;
    const root = this.shadowRoot ?? this.attachShadow(shadowRootOptions);
    this.#style(root);
    return root;
  }

  #style(root: ShadowRoot): void {
    // the document of a template or of a parser has none, and shows nothing
    const {defaultView} = this.ownerDocument;
    if (!defaultView) return;
    const {elementStyles} = this.constructor as typeof LitElement;
    root.adoptedStyleSheets = elementStyles.map((style) => {
      const sheet = new defaultView.CSSStyleSheet();
      sheet.replaceSync((style as CSSResult).cssText);
      return sheet;
    });
  }
}
