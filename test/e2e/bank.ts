import type {Page} from '@playwright/test';

const BANK = 'Banque des Tilleuls';

/** Clicks through the emulated service as a person would. */
export class Bank {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Chooses a bank, signs in, shares everything. */
  async connect(bank: string = BANK): Promise<void> {
    await this.press(bank);
    await this.press('Accept and continue');
    await this.signIn();
    await this.press('Continue');
    await this.press('Confirm and finish');
  }

  async signIn(): Promise<void> {
    const login = this.#page.getByLabel('Customer number');
    await this.#page.getByLabel('Secret code').fill('123456');
    if (await login.isVisible()) await login.fill('12345678');
    await this.press('Sign in');
  }

  async confirmTransfer(): Promise<void> {
    await this.press('Continue to confirmation');
    await this.#page.getByLabel('One-time code').fill('123456');
    await this.press('Execute the transfer');
  }

  /** Chooses a bank, signs in and makes a payment. */
  async pay(bank: string = BANK): Promise<void> {
    await this.press(bank);
    await this.signIn();
    await this.press('Continue to confirmation');
    await this.#page.getByLabel('One-time code').fill('123456');
    await this.press('Make the payment');
  }

  /** Ends the flow with an error that the emulation's panel offers. */
  async endWith(error: string): Promise<void> {
    await this.#page.getByText('Emulation', {exact: true}).click();
    await this.press(error);
  }

  async press(name: string): Promise<void> {
    await this.#page.getByRole('button', {name, exact: true}).click();
  }
}
