import {expect, type Locator, type Page} from '@playwright/test';

const MAX_STEPS = 80;

type Role = Parameters<Page['getByRole']>[0];

/** A person with a keyboard and no mouse. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Goes to a control by Tab or back by Shift+Tab, and checks the focus at every step. */
  async reach(role: Role, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Locator> {
    const wanted = this.#page.getByRole(role, {name, exact: typeof name === 'string'}).first();
    await expect(wanted).toBeVisible();
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (await wanted.evaluate((element) => element.matches(':focus'))) return wanted;
      await this.#page.keyboard.press(key);
      await this.expectOrder(key);
    }
    throw new Error(`${role} “${String(name)}” cannot be reached by ${key}.`);
  }

  /** Goes to a control and presses it. */
  async press(role: Role, name: string | RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.reach(role, name);
    await this.#page.keyboard.press(key);
  }

  /** Goes to a field and types. */
  async type(role: Role, name: string, text: string): Promise<void> {
    await this.reach(role, name);
    await this.#page.keyboard.type(text);
  }

  /** Expects that something has the focus, or nothing, as on a new page. */
  async expectFocus(on: boolean): Promise<void> {
    await expect.poll(() => this.#page.evaluate(() => document.activeElement !== document.body)).toBe(on);
  }

  /** Expects that the focus moves in the order of reading, and has a visible outline. */
  async expectOrder(key: 'Tab' | 'Shift+Tab'): Promise<void> {
    const fault = await this.#page.evaluate((isForward) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (!active || active === document.body) return '';
      const seen = window as unknown as {before?: Element};
      const ring = [active, active.closest('.choice')].some(
        (element) => element && getComputedStyle(element).outlineStyle !== 'none',
      );
      if (!ring) return `no visible focus on ${active.outerHTML}`;
      // the place in the page's tree: for an element in a shadow tree, the place of its host
      const placeOf = (element: Element): Element => {
        const root = element.getRootNode();
        return root instanceof ShadowRoot ? placeOf(root.host) : element;
      };
      const [before, now] = [seen.before && placeOf(seen.before), placeOf(active)];
      seen.before = active;
      if (!before?.isConnected || before === now) return '';
      const follows = Boolean(before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
      return follows === isForward ? '' : `${active.outerHTML} comes out of order`;
    }, key === 'Tab');
    expect(fault).toBe('');
  }
}
