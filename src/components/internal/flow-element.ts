import {type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult} from 'lit';
import {withoutCallback} from '../../service/callback.js';
import type {Flow} from '../../service/parameters.js';
import {sameOriginPath} from '../../flows/return-to.js';
import type {Json, StartOptions} from '../../flows/start-flow.js';
import {BUTTON_TEXTS} from '../../languages/button-texts.js';
import type {OwnTexts} from '../../languages/texts.js';
import type {BuiltIn} from '../../languages/texts-for.js';
import {VERSION} from '../../version.js';
import {AdoptableElement} from './adoptable-element.js';
import {buttonStyles} from './button-styles.js';
import {declareProperties, flowPropertyNames, notShown} from './flow-properties.js';
import {fromPage} from './resolve-url.js';
import {FlowStarter} from './flow-controller.js';
import {LanguageController} from './language-controller.js';
import {languageFor} from './nearest-language.js';
import {isShared, settingsOf, type Target} from './settings.js';
import {startFailure, startUnderWay} from './start-news.js';
import {Triggers, triggersOf} from './trigger-controller.js';

/**
 * What the buttons share: a button that starts a flow of the webview.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @fires {BudgeaLeaveEvent} budgea-leave - Just before the page leaves. Cancel it to stay.
 * @fires {BudgeaErrorEvent} budgea-error - The flow could not start. The button can be pressed again.
 * @slot - The label.
 * @slot trigger - Your own button, in place of the default one. It has `aria-disabled` while this one cannot be pressed.
 * @csspart button - The native `<button>`.
 * @csspart message - The line that tells the user when the flow could not start.
 * @cssprop [--budgea-button-background=transparent] - The button's background, and its border.
 * @cssprop [--budgea-button-color=inherit] - The button's text, and its border where it has no background.
 * @cssprop [--budgea-button-radius=0.6em] - The button's corners.
 * @cssprop [--budgea-focus-color=#3079ea] - The focus ring.
 * @cssState pending - From the click until the page is left.
 */
export abstract class FlowElement extends AdoptableElement {
  /** The package's version. */
  static readonly version: string = VERSION;

  /** The flow it starts. */
  static readonly flow: Flow;

  static override shadowRootOptions: ShadowRootInit = {...LitElement.shadowRootOptions, delegatesFocus: true};

  static override styles: CSSResultGroup = buttonStyles;

  static override properties: PropertyDeclarations = {
    ...declareProperties(['codeUrl', 'returnTo', 'target'], {hasChanged: notShown}),
    context: {attribute: false, hasChanged: notShown},
    texts: {attribute: false},
    disabled: {type: Boolean, reflect: true, useDefault: true},
  };

  /**
   * An address of your own back end that answers `POST` with `{"code": "…"}`, asked at the click. Without it, `code`
   * is sent.
   */
  declare codeUrl: string | null | undefined;

  /** Where the user goes on afterwards, on this origin. Default: this very page. */
  declare returnTo: string | null | undefined;

  /** The window that leaves, as on a link: `_self`, or `_top` where the page is in a frame. Default: `_self`. */
  declare target: Target | null | undefined;

  /** Given back with the result; it stays in the browser's storage, so keep secrets out of it. */
  declare context: Json | undefined;

  /** Texts of your own in the place of ours. The label can also be given as content. */
  declare texts: OwnTexts | null | undefined;

  /** Whether the button cannot be pressed. Default: `false`. */
  declare disabled: boolean;

  readonly #starter = new FlowStarter(this);
  readonly #language = new LanguageController(this);
  readonly #triggers = new Triggers(this);

  constructor() {
    super();
    this.disabled = false;
  }

  /**
   * Starts the flow, as a click does; does nothing while disabled or already on its way.
   *
   * What goes wrong is told by a `budgea-error` event, not by a rejection.
   */
  async start(): Promise<void> {
    if (this.disabled) return;
    const setting = settingsOf(this);
    await this.#starter.start(this.#flow, this.#options(setting), {
      codeUrl: setting('codeUrl'),
      target: setting('target'),
    });
  }

  /** Presses the button, as on any button. */
  override click(): void {
    triggersOf(this)[0]?.click();
  }

  /** Gives the focus to the button, be it your own. */
  override focus(options?: FocusOptions): void {
    triggersOf(this)[0]?.focus(options);
  }

  /** A group of texts as they are in force. */
  protected textsOf<T extends object>(builtIn: BuiltIn<T>): T {
    return this.#language.texts(builtIn);
  }

  protected override render(): TemplateResult {
    const texts = this.textsOf(BUTTON_TEXTS);
    // no white space between the tags: each piece of it would be a node of each button
    return html`<slot name="trigger" @click=${this.#onClick}
      ><button part="button" type="button" ?disabled=${this.disabled}
        ><slot><span>${texts.start[this.#flow]}</span></slot></button
      ></slot
    ><p class="unseen" role="status" .textContent=${startUnderWay(this.#starter, texts)}></p
    >${startFailure(this.#starter, texts)}`;
  }

  protected override updated(): void {
    this.#triggers.update(this.disabled || this.#starter.pending);
  }

  #onClick(event: Event): void {
    // a link or a submit button in the trigger's place does nothing of its own
    event.preventDefault();
    void this.start();
  }

  get #flow(): Flow {
    return (this.constructor as typeof FlowElement).flow;
  }

  #options(setting: ReturnType<typeof settingsOf>): StartOptions<Flow> {
    const values = this as unknown as Readonly<Record<string, unknown>>;
    const options: Record<string, unknown> = {};
    for (const name of flowPropertyNames(this.#flow)) {
      const value = isShared(name) ? setting(name) : values[name];
      // an absent boolean attribute is not an explicit false
      if (value !== false) options[name] = value;
    }
    const redirectUri = setting('redirectUri');
    if (redirectUri !== undefined) {
      options['redirectUri'] = fromPage(redirectUri);
      options['returnTo'] = setting('returnTo') ?? sameOriginPath(withoutCallback(location.href));
    }
    options['context'] = this.context;
    options['language'] = languageFor(options['service'], this.#language.tag);
    return options as unknown as StartOptions<Flow>;
  }
}
