import {
  type CSSResultGroup,
  html,
  type LitElement,
  type PropertyDeclarations,
  type ReactiveController,
  type TemplateResult,
} from 'lit';
import {BUTTON_TEXTS} from '../../languages/button-texts.js';
import type {BuiltIn} from '../../languages/texts-for.js';
import type {OwnTexts} from '../../languages/texts.js';
import type {Json} from '../../service/json.js';
import type {Flow} from '../../service/parameters.js';
import {BOOLEAN, BudgeaElement} from './budgea-element.js';
import {buttonStyles} from './button-styles.js';
import {FlowController} from './flow-controller.js';
import {declareProperties, skipUpdate} from './flow-properties.js';
import {flushLanguage, LocalizeController} from './localize.js';
import type {Fetch, Target} from './settings.js';
import {text} from './text.js';

/**
 * A button that starts a flow of the webview: what the five buttons share.
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
 * @cssprop [--budgea-button-color=inherit] - The button's text, and its border if it has no background.
 * @cssprop [--budgea-button-radius=0.6em] - The button's corners.
 * @cssprop [--budgea-focus-color=#3079ea] - The focus ring.
 * @cssState pending - From the click until the page is left.
 */
export abstract class FlowElement extends BudgeaElement {
  /** The flow that the element starts. */
  static readonly flow: Flow;

  /** Lets a `<fieldset>` disable the element. It has no value, so a form does not send it. */
  static readonly formAssociated = true;

  static override shadowRootOptions: ShadowRootInit = {mode: 'open', delegatesFocus: true};

  static override styles: CSSResultGroup = buttonStyles;

  static override properties: PropertyDeclarations = {
    ...declareProperties(['returnTo', 'owner', 'target', 'startUrl'], {hasChanged: skipUpdate}),
    context: {attribute: false, hasChanged: skipUpdate},
    fetch: {attribute: false, hasChanged: skipUpdate},
    texts: {attribute: false},
    disabled: BOOLEAN,
  };

  /** Where the user goes on afterwards, on this origin. Default: this very page. */
  declare returnTo: string | null | undefined;

  /**
   * Who is signed in: a text that identifies the user, such as an id. Give the callback page the same, and it takes no
   * answer to another user's start. Default: what `code-url` answers, if it answers an owner.
   */
  declare owner: string | null | undefined;

  /**
   * The address of your own back end that starts the flow, such as `/api/budgea/start/connect`. A press only goes there,
   * with the flow's parameters in the query: it needs no client, no code and no storage. Default: none, and the page
   * itself starts the flow.
   */
  declare startUrl: string | null | undefined;

  /** Sends the requests to your back end, with headers of yours for example. Default: the platform's `fetch`. */
  declare fetch: Fetch | null | undefined;

  /** The window that leaves, as on a link: `_self`, or `_top` for a page in a frame. Default: `_self`. */
  declare target: Target | null | undefined;

  /** Given back with the result. It stays in the browser's storage, so keep secrets out of it. Default: nothing. */
  declare context: Json | undefined;

  /** Your own texts in place of ours. The label can also be given as content. Default: our texts. */
  declare texts: OwnTexts | null | undefined;

  readonly #flowController = new FlowController(this);
  readonly #localizeController = new LocalizeController(this);
  readonly #triggerController = new TriggerController(
    this,
    () => this.#isDisabled || this.#flowController.status === 'pending',
  );
  /** Whether its attribute or a fieldset around it disables it. */
  #isFormDisabled = false;

  /** Whether the button cannot be pressed. A disabled `<fieldset>` around it disables it too. Default: `false`. */
  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }

  set disabled(value: boolean) {
    if (!value) this.removeAttribute('disabled');
    else if (!this.disabled) this.setAttribute('disabled', '');
  }

  /**
   * Starts the flow, as a click does. Does nothing while the element is disabled or already pending.
   *
   * It does not reject: if the flow cannot start, it fires `budgea-error`.
   */
  async start(): Promise<void> {
    if (!this.#isDisabled) await this.#flowController.start(this.#flow);
  }

  /** Presses the button: yours in the slot `trigger`, or the default one. */
  override click(): void {
    this.#triggerController.triggers[0]?.click();
  }

  /** Gives the focus to the button: yours in the slot `trigger`, or the default one. */
  override focus(options?: FocusOptions): void {
    this.#triggerController.triggers[0]?.focus(options);
  }

  /** @internal */
  formDisabledCallback(isDisabled: boolean): void {
    // WebKit also reports an attribute `disabled="false"` that is already removed
    this.#isFormDisabled = isDisabled && this.matches(':disabled');
    this.requestUpdate();
  }

  protected override getUpdateComplete(): Promise<boolean> {
    flushLanguage();
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    // no white space between the tags, because each button would get a node for it
    return html`<slot name="trigger" @click=${this.#onClick} @slotchange=${this.#onSlotChange}
      ><button part="button" type="button" ?disabled=${this.#isDisabled}
        ><slot><span>${text(this.label)}</span></slot></button
      ></slot
    >${this.#flowController.render(this.textsOf(BUTTON_TEXTS))}`;
  }

  /** The default label. */
  protected get label(): string {
    return this.textsOf(BUTTON_TEXTS).start[this.#flow];
  }

  /** The element's language tag. Empty if no ancestor has one. */
  protected get language(): string {
    return this.#localizeController.language;
  }

  /** Returns a group of texts in the element's language. */
  protected textsOf<T extends object>(builtIn: BuiltIn<T>): T {
    return this.#localizeController.texts(builtIn);
  }

  #onClick(event: Event): void {
    // a link or a submit button as the trigger must not act by itself
    event.preventDefault();
    void this.start();
  }

  #onSlotChange(): void {
    this.#triggerController.hostUpdated();
  }

  get #isDisabled(): boolean {
    return this.disabled || this.#isFormDisabled;
  }

  get #flow(): Flow {
    return (this.constructor as typeof FlowElement).flow;
  }
}

/** Keeps `aria-disabled` on an element's triggers while they do nothing, and restores it afterwards. */
class TriggerController implements ReactiveController {
  readonly #host: LitElement;
  readonly #isDisabled: () => boolean;
  /** The triggers that were changed, with their `aria-disabled` from before. */
  readonly #changed = new Map<HTMLElement, string | null>();

  constructor(host: LitElement, isDisabled: () => boolean) {
    this.#host = host;
    this.#isDisabled = isDisabled;
    host.addController(this);
  }

  /** The elements in the slot `trigger`: the page's own, or else the default button. */
  get triggers(): HTMLElement[] {
    const slot = this.#host.shadowRoot?.querySelector<HTMLSlotElement>('slot[name=trigger]');
    if (!slot) return [];
    // not every DOM of a test runner has it
    const assigned = (slot as Partial<HTMLSlotElement>).assignedElements?.({flatten: true});
    const own = assigned ?? Array.from(this.#host.children).filter((child) => child.slot === 'trigger');
    return (own.length > 0 ? own : Array.from(slot.children)) as HTMLElement[];
  }

  /** Updates the triggers. The host also calls it when one was added or removed. */
  hostUpdated(): void {
    // a trigger that is natively disabled needs no attribute
    const triggers = this.#isDisabled()
      ? this.triggers.filter((trigger) => !trigger.matches(':disabled'))
      : [];
    for (const [trigger, before] of this.#changed) {
      if (triggers.includes(trigger)) continue;
      this.#changed.delete(trigger);
      // the page may have written another value in the meantime
      if (trigger.ariaDisabled === 'true') trigger.ariaDisabled = before;
    }
    for (const trigger of triggers) {
      if (this.#changed.has(trigger)) continue;
      this.#changed.set(trigger, trigger.ariaDisabled);
      trigger.ariaDisabled = 'true';
    }
  }
}
