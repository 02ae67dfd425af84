import {expect, type Page, test} from '@playwright/test';
import {Bank} from './bank.js';

const SERVICE = /^http:\/\/localhost:4001\//;

async function connectBank(page: Page): Promise<Bank> {
  const bank = new Bank(page);
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await bank.connect();
  await expect(page.getByText('Your account is connected.')).toBeVisible();
  await page.getByRole('link', {name: 'Continue'}).click();
  await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
  return bank;
}

async function leaveAndComeBack(page: Page): Promise<void> {
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await expect(page).toHaveURL(SERVICE);
  await page.evaluate(() => {
    setTimeout(() => {
      history.back();
    });
  });
  await expect(page).toHaveURL('/');
}

test.describe('connect', () => {
  test('brings a new user back with a connection', async ({page}) => {
    await page.goto('/');
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await expect(page).toHaveURL(SERVICE);
    const token = page.waitForResponse('**/api/budgea/token');
    await new Bank(page).connect();
    expect((await token).status()).toBe(204);
    await expect(page.getByText('Your account is connected.')).toBeVisible();
    await expect(page).toHaveURL('/callback/');
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
  });

  test('adds a bank to those of a known user', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await bank.connect('Banque Orvane');
    await expect(page.getByText('Your account is connected.')).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByRole('heading', {level: 3})).toHaveText(['Banque des Tilleuls', 'Banque Orvane']);
  });

  test('leaves no code that a script could read', async ({page}) => {
    const answer = page.waitForRequest('**/callback/?*');
    await connectBank(page);
    const code = new URL((await answer).url()).searchParams.get('code') ?? '';
    const kept = await page.evaluate(() =>
      [
        JSON.stringify(localStorage),
        JSON.stringify(sessionStorage),
        document.documentElement.outerHTML,
      ].join(),
    );
    expect(code).toMatch(/[+/]/);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(encodeURIComponent(code));
  });

  test('speaks French from the button to the bank and back', async ({page}) => {
    await page.goto('/?lang=fr');
    await page.getByRole('button', {name: 'Connecter une banque'}).click();
    await expect(page).toHaveURL(/\/webview\/fr\//);
    await expect(page.getByRole('heading', {level: 1})).toHaveText('Choisissez votre banque');
    await page.getByRole('button', {name: 'Annuler'}).click();
    await expect(page.getByText('Vous avez interrompu l’opération.')).toBeVisible();
    await expect(page.getByRole('button', {name: 'Réessayer'})).toBeVisible();
  });

  const endings = [
    ['access_denied', 'You stopped before the end. You can try again whenever you like.'],
    [
      'tos_declined',
      'You did not accept the terms, so we stopped there. You can try again whenever you like.',
    ],
    ['server_error', 'The service had a problem and could not finish. Please try again in a few minutes.'],
    [
      'bank_maintenance_window',
      'The service had a problem and could not finish. Please try again in a few minutes.',
    ],
  ] as const;
  for (const [error, message] of endings) {
    test(`explains ${error}, and tries again`, async ({page}) => {
      await page.goto('/');
      await page.getByRole('button', {name: 'Connect a bank'}).click();
      const bank = new Bank(page);
      await bank.endWith(error);
      await expect(page.getByText(message)).toBeVisible();
      await expect(page.locator('body')).not.toContainText('Emulated:');
      await expect(page).toHaveURL('/callback/');
      await page.getByRole('button', {name: 'Try again'}).click();
      await expect(page).toHaveURL(SERVICE);
      await bank.connect();
      await expect(page.getByText('Your account is connected.')).toBeVisible();
    });
  }

  test('goes back to the page it came from after a cancel', async ({page}) => {
    await page.goto('/?from=mail');
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await new Bank(page).press('Cancel');
    await page.getByRole('link', {name: 'Go back'}).click();
    await expect(page).toHaveURL('/?from=mail');
  });

  test('works again after the back button', async ({page}) => {
    await page.goto('/');
    await leaveAndComeBack(page);
    const button = page.getByRole('button', {name: 'Connect a bank'});
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await button.click();
    await expect(page).toHaveURL(SERVICE);
  });

  test('does not take the same success twice', async ({page}) => {
    const callback = page.waitForRequest((request) => request.url().includes('/callback/?'));
    await connectBank(page);
    await page.goto((await callback).url());
    await expect(page.getByText('This step is already done.')).toBeVisible();
  });

  test('lets a user who cancelled go back to the bank and succeed', async ({page}) => {
    await page.goto('/');
    const webview = page.waitForRequest(SERVICE);
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await new Bank(page).press('Cancel');
    await expect(page.getByText('You stopped before the end.')).toBeVisible();
    await page.goto((await webview).url());
    await new Bank(page).connect();
    await expect(page.getByText('Your account is connected.')).toBeVisible();
  });

  test('keeps the code while the back end fails, and sends it again', async ({page}) => {
    let calls = 0;
    await page.route('**/api/budgea/token', async (route) => {
      calls += 1;
      await (calls === 1 ? route.fulfill({status: 500, body: 'down'}) : route.continue());
    });
    await page.goto('/');
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await new Bank(page).connect();
    await expect(page.getByRole('alert').filter({hasText: 'we could not finish on our side'})).toBeVisible();
    await page.getByRole('button', {name: 'Try again'}).click();
    await expect(page.getByText('Your account is connected.')).toBeVisible();
  });
});

test.describe('reconnect', () => {
  test('repairs a connection, with a code minted at the click', async ({page}) => {
    const bank = await connectBank(page);
    await page
      .getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'})
      .selectOption('wrongpass');
    await expect(page.getByText('Error: wrongpass')).toBeVisible();
    await page.getByRole('button', {name: 'Reconnect'}).click();
    await bank.signIn();
    await expect(page.getByText('Your connection is working.')).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByText('Up to date')).toBeVisible();
  });
});

test.describe('manage', () => {
  test('comes back once it is closed', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'Manage connections'}).click();
    await bank.press('Close');
    await expect(page.getByText('You are back.')).toBeVisible();
  });
});

test.describe('transfer', () => {
  test('makes a new transfer', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'New transfer'}).click();
    await page.getByRole('radio').first().check();
    await bank.press('Continue');
    await page.getByRole('radio').first().check();
    await bank.press('Continue');
    await page.getByLabel('Amount in euros').fill('12.50');
    await page.getByRole('textbox', {name: 'Label'}).fill('Lunch');
    await bank.press('Continue');
    await bank.confirmTransfer();
    await expect(page.getByText('Your transfer is on its way.')).toBeVisible();
  });

  test('confirms a prepared transfer', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'Prepare a transfer'}).click();
    await page.getByRole('button', {name: 'Confirm this transfer'}).click();
    await bank.confirmTransfer();
    await expect(page.getByText('Your transfer is on its way.')).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByText('Sent', {exact: true})).toBeVisible();
  });
});

test.describe("today's service", () => {
  test.beforeEach(async ({page}) => {
    await page.goto('/');
    await page.getByRole('combobox', {name: 'Service'}).selectOption('powens');
  });

  test('connects a bank at its own address, always with a language', async ({page}) => {
    await page.evaluate(() => {
      document.documentElement.lang = 'ja';
    });
    const left = page.waitForRequest('http://localhost:4001/en/connect?domain=demo.biapi.pro&**');
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await left;
    await new Bank(page).connect();
    await expect(page.getByText('Your account is connected.')).toBeVisible();
  });

  test('pays, and does not take a refusal by the bank for a success', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'Prepare a payment'}).click();
    await page.getByRole('button', {name: /^Pay/}).click();
    await bank.endWith('Refused by the bank');
    await expect(page.getByText('The service had a problem and could not finish.')).toBeVisible();
    await page.getByRole('link', {name: 'Go back'}).click();
    await expect(page.getByText('Refused', {exact: true})).toBeVisible();

    await page.getByRole('button', {name: 'Prepare a payment'}).click();
    await page.getByRole('button', {name: /^Pay/}).click();
    await bank.press('Banque des Tilleuls');
    await bank.signIn();
    await bank.press('Continue to confirmation');
    await page.getByLabel('One-time code').fill('123456');
    await bank.press('Make the payment');
    await expect(page.getByText('Your payment is on its way.')).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByText('Sent', {exact: true})).toBeVisible();
  });

  test('says that a session expired', async ({page}) => {
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await new Bank(page).endWith('session_expired');
    await expect(page.getByText('The page was open for too long')).toBeVisible();
  });
});

test.describe('a connection in trouble', () => {
  test('shows every error with its remedy', async ({page}) => {
    await connectBank(page);
    const select = page.getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'});
    const errors = await select.locator('option').allTextContents();
    expect(errors.length).toBeGreaterThan(11);
    const seen = new Set<string>();
    for (const error of errors.slice(1)) {
      await select.selectOption(error);
      await expect(page.getByText(`Error: ${error}`)).toBeVisible();
      seen.add((await page.locator('budgea-connection [part=message]').textContent()) ?? '');
    }
    expect(seen.size).toBe(errors.length - 1);
  });
});
