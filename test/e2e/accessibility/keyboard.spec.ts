import {expect, type Page, test} from '@playwright/test';
import {Keyboard} from './keyboard.js';

const SERVICE = /^http:\/\/localhost:4001\//;
const BANK = 'Banque des Tilleuls';

/** Goes from the list of banks to the last page. */
async function shareBank(keyboard: Keyboard): Promise<void> {
  await keyboard.press('button', BANK);
  await keyboard.press('button', 'Accept and continue', 'Space');
  await keyboard.type('textbox', 'Customer number', '12345678');
  await signIn(keyboard);
  await keyboard.press('checkbox', /./, 'Space');
  await keyboard.press('checkbox', /./, 'Space');
  await keyboard.press('button', 'Continue');
  await keyboard.press('button', 'Confirm and finish');
}

async function signIn(keyboard: Keyboard): Promise<void> {
  await keyboard.type('textbox', 'Secret code', '123456');
  await keyboard.press('button', 'Sign in');
}

async function confirm(keyboard: Keyboard, button: string): Promise<void> {
  await keyboard.press('button', 'Continue to confirmation');
  await keyboard.type('textbox', 'One-time code', '123456');
  await keyboard.press('button', button);
}

/** Expects a message of the callback page, which does not take the focus, and goes on. */
async function readAndGoOn(
  page: Page,
  keyboard: Keyboard,
  message: string,
  step = 'Continue',
): Promise<void> {
  await expect(page.getByText(message)).toBeVisible();
  await keyboard.expectFocus(false);
  await keyboard.press('link', step);
  await expect(page).toHaveURL('/');
}

async function connectBank(page: Page): Promise<Keyboard> {
  const keyboard = new Keyboard(page);
  await page.goto('/');
  await keyboard.press('button', 'Connect a bank');
  await shareBank(keyboard);
  await readAndGoOn(page, keyboard, `${BANK} is connected`);
  return keyboard;
}

test.describe('by keyboard only', () => {
  test('a bank is connected, repaired, and removed', async ({page}) => {
    const keyboard = await connectBank(page);
    await keyboard.reach('combobox', `Simulate an error for ${BANK}`);
    await page.keyboard.type('wrongpass');
    await expect(page.getByText('Error: wrongpass')).toBeVisible();
    await keyboard.expectFocus(true);
    await keyboard.reach('button', `Reconnect ${BANK}`, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await signIn(keyboard);
    await readAndGoOn(page, keyboard, `${BANK} is connected`);

    await keyboard.press('button', 'Manage connections', 'Space');
    await keyboard.press('button', /^Remove/);
    await keyboard.press('button', 'Remove the connection');
    await keyboard.press('button', 'Close');
    await readAndGoOn(page, keyboard, 'You are back. Any changes to your connections are saved.');
    await expect(page.getByText('Connect your first bank')).toBeVisible();
  });

  test('a bank is kept, then disconnected', async ({page}) => {
    const keyboard = await connectBank(page);
    await keyboard.press('button', `Disconnect ${BANK}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('button', {name: `Disconnect ${BANK}`})).toBeFocused();
    await page.keyboard.press('Enter');
    await keyboard.press('button', 'Disconnect', 'Space');
    await expect(page.getByRole('heading', {level: 1})).toBeFocused();
    await expect(page.getByText('Connect your first bank')).toBeVisible();
  });

  test('a transfer is made', async ({page}) => {
    const keyboard = await connectBank(page);
    await keyboard.press('button', 'New transfer');
    await keyboard.press('radio', /./, 'Space');
    await page.keyboard.press('ArrowDown');
    await keyboard.press('button', 'Continue');
    await keyboard.press('radio', /./, 'Space');
    await keyboard.press('button', 'Continue');
    await keyboard.type('textbox', 'Amount in euros', '12.50');
    await keyboard.type('textbox', 'Label', 'Lunch');
    await keyboard.press('button', 'Continue');
    await confirm(keyboard, 'Execute the transfer');
    await readAndGoOn(page, keyboard, 'Your transfer is on its way.');
  });

  test('a payment is made, and one that was prepared is confirmed', async ({page}) => {
    const keyboard = await connectBank(page);
    await keyboard.press('button', 'Prepare a transfer');
    await keyboard.expectFocus(true);
    await keyboard.press('button', 'Order concert tickets');
    await keyboard.reach('button', /^Confirm this transfer/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await confirm(keyboard, 'Execute the transfer');
    await readAndGoOn(page, keyboard, 'Your transfer is on its way.');
    await keyboard.press('button', /^Pay/);
    await keyboard.press('button', BANK);
    await keyboard.type('textbox', 'Customer number', '12345678');
    await signIn(keyboard);
    await confirm(keyboard, 'Make the payment');
    await readAndGoOn(page, keyboard, 'Your bank has accepted your payment.');
  });

  test('a mistake is corrected without moving the focus', async ({page}) => {
    const keyboard = new Keyboard(page);
    await page.goto('/');
    await keyboard.press('button', 'Connect a bank');
    await keyboard.press('button', BANK);
    await keyboard.press('button', 'Accept and continue');
    await keyboard.press('button', 'Sign in');
    await expect(page.getByRole('textbox', {name: 'Customer number'})).toBeFocused();
    await page.keyboard.type('12345678');
    await signIn(keyboard);
    await expect(page.getByRole('heading', {name: 'Choose your accounts'})).toBeVisible();
  });

  test('a flow is cancelled, started again, cancelled, and left for the page that it came from', async ({
    page,
  }) => {
    const keyboard = new Keyboard(page);
    await page.goto('/');
    await keyboard.press('button', 'Connect a bank');
    await keyboard.press('button', 'Cancel');
    await expect(page.getByText('You stopped before the end.')).toBeVisible();
    await keyboard.expectFocus(false);
    await keyboard.press('button', 'Try again');
    await expect(page).toHaveURL(SERVICE);
    await keyboard.reach('button', 'Cancel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter'); // opens the emulation's panel
    await keyboard.press('button', 'server_error');
    await readAndGoOn(page, keyboard, 'The service had a problem', 'Go back');
  });

  test('a code that could not be saved is sent again, and the focus moves to the next step', async ({
    page,
  }) => {
    const keyboard = new Keyboard(page);
    await page.goto('/');
    await page.route('**/api/budgea/token', (route) => route.fulfill({status: 503}));
    await keyboard.press('button', 'Connect a bank');
    await shareBank(keyboard);
    await expect(page.getByRole('alert').filter({hasText: 'could not finish on our side'})).toBeVisible();
    await keyboard.expectFocus(false);
    const refused = page.waitForResponse('**/api/budgea/token');
    await keyboard.press('button', 'Try again');
    await refused;
    const again = page.getByRole('button', {name: 'Try again', disabled: false});
    await expect(again).toBeFocused();
    await page.unroute('**/api/budgea/token');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', {name: 'Continue'})).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', {name: BANK})).toBeVisible();
  });

  test('a start that fails leaves the focus where it was', async ({page}) => {
    const keyboard = new Keyboard(page);
    await page.goto('/');
    await page.route('**/api/budgea/code', (route) => route.fulfill({status: 503}));
    await keyboard.press('button', 'Connect a bank');
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeFocused();
  });

  test('a control that the demo removes passes the focus on', async ({page}) => {
    const keyboard = await connectBank(page);
    await keyboard.press('button', 'Clear');
    await keyboard.expectFocus(true);
    await keyboard.reach('button', 'Start over as a new visitor', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Connect your first bank')).toBeVisible();
    await keyboard.expectFocus(true);
  });
});
