import {expect, type Locator, type Page, test} from '@playwright/test';
import {Bank} from './bank.js';

const SERVICE = /^http:\/\/localhost:4001\//;

async function connectBank(page: Page): Promise<Bank> {
  const bank = new Bank(page);
  await page.goto('/');
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await bank.connect();
  await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
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
    await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
    await expect(page).toHaveURL('/callback/');
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByRole('heading', {name: 'Banque des Tilleuls'})).toBeVisible();
  });

  test('adds a bank to those of a known user', async ({page}) => {
    const bank = await connectBank(page);
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await bank.connect('Banque Orvane');
    await expect(page.getByText('Banque Orvane is connected')).toBeVisible();
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
      await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
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
    await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
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
    await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
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
    await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(page.getByText('Connected', {exact: true})).toBeVisible({timeout: 15_000});
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
    await expect(page.getByText('Banque des Tilleuls is connected')).toBeVisible();
  });

  test('says that a session expired', async ({page}) => {
    await page.getByRole('button', {name: 'Connect a bank'}).click();
    await new Bank(page).endWith('session_expired');
    await expect(page.getByText('The page was open for too long')).toBeVisible();
  });
});

test.describe('payment', () => {
  /** Orders tickets and presses the button that pays for them. */
  async function payForTickets(page: Page): Promise<Bank> {
    await page.goto('/');
    await page.getByRole('combobox', {name: 'Service'}).selectOption('powens');
    await page.getByRole('button', {name: 'Order concert tickets'}).click();
    await expect(order(page)).toContainText('Not paid yet');
    await order(page).getByRole('button', {name: /^Pay/}).click();
    await expect(page).toHaveURL(SERVICE);
    return new Bank(page);
  }

  function order(page: Page): Locator {
    return page.getByRole('listitem').filter({hasText: 'Concert tickets'});
  }

  const DONE = 'Your bank has accepted your payment. There is nothing more to do.';
  const REFUSED = 'The payment was refused, so nothing was paid. You can try again or pay in another way.';
  const CANCELLED = 'The payment was cancelled, so nothing was paid. You can try again whenever you like.';
  const UNKNOWN =
    'We do not know how your payment ended. Please check your bank account before you pay again.';

  const endings: readonly {
    readonly title: string;
    readonly end: (bank: Bank) => Promise<void>;
    readonly sentence: string;
    /** Whether another payment may be made. */
    readonly isUnpaid: boolean;
    readonly order: string;
    readonly state: string;
  }[] = [
    {
      title: 'done by a person at the bank',
      end: (bank) => bank.pay(),
      sentence: DONE,
      isUnpaid: false,
      order: 'Paid',
      state: 'done',
    },
    {
      title: 'accepted',
      end: (bank) => bank.endWith('accepted'),
      sentence: DONE,
      isUnpaid: false,
      order: 'Paid',
      state: 'accepted',
    },
    {
      title: 'pending',
      end: (bank) => bank.endWith('pending'),
      sentence: 'We are waiting for your bank to confirm your payment.',
      isUnpaid: false,
      order: 'Waiting for the bank',
      state: 'pending',
    },
    {
      title: 'partial',
      end: (bank) => bank.endWith('partial'),
      sentence: 'Part of your payment was made, and part of it was refused.',
      isUnpaid: false,
      order: 'Only a part was paid',
      state: 'partial',
    },
    {
      title: 'in a state that nobody knows',
      end: (bank) => bank.endWith('on_hold'),
      sentence: UNKNOWN,
      isUnpaid: false,
      order: 'To be checked',
      state: 'on_hold',
    },
    {
      title: 'refused by the bank',
      end: (bank) => bank.endWith('insufficientFunds'),
      sentence: REFUSED,
      isUnpaid: true,
      order: 'Refused, nothing was paid',
      state: 'rejected',
    },
    {
      title: 'cancelled in the webview',
      end: (bank) => bank.press('Cancel'),
      sentence: CANCELLED,
      isUnpaid: true,
      order: 'Not paid yet',
      state: 'created',
    },
    {
      title: 'cancelled at the bank',
      end: (bank) => bank.endWith('CancelledByUser'),
      sentence: CANCELLED,
      isUnpaid: true,
      order: 'Refused, nothing was paid',
      state: 'rejected',
    },
    {
      title: 'expired',
      end: (bank) => bank.endWith('expired'),
      sentence: 'The payment was not confirmed in time, so nothing was paid.',
      isUnpaid: true,
      order: 'Too late, nothing was paid',
      state: 'expired',
    },
  ];
  for (const ending of endings) {
    test(`that is ${ending.title} is told as it is, from the click to the verified state`, async ({page}) => {
      await ending.end(await payForTickets(page));
      await expect(page.getByText(ending.sentence)).toBeVisible();
      await expect(page).toHaveURL('/callback/');
      const again = page.getByRole('button', {name: 'Try again'});
      await expect(again).toHaveCount(ending.isUnpaid ? 1 : 0);

      await page.getByRole('link', {name: /^(?:Continue|Go back)$/}).click();
      await expect(order(page)).toContainText(ending.order);
      await expect(order(page).getByText(ending.state, {exact: true})).toBeVisible();
      await expect(order(page).getByRole('button', {name: /^Pay/})).toHaveCount(ending.isUnpaid ? 1 : 0);
    });
  }

  test('that was refused can be tried again with another payment', async ({page}) => {
    const left: URLSearchParams[] = [];
    page.on('request', (request) => {
      const {pathname, searchParams} = new URL(request.url());
      if (request.isNavigationRequest() && pathname === '/en/payment') left.push(searchParams);
    });
    const bank = await payForTickets(page);
    await bank.endWith('insufficientFunds');
    await page.getByRole('button', {name: 'Try again'}).click();
    await expect(page).toHaveURL(SERVICE);
    const [one, two] = left;
    for (const name of ['payment_id', 'code', 'state']) {
      expect(two?.get(name), name).toBeTruthy();
      expect(two?.get(name), name).not.toBe(one?.get(name));
    }
    await bank.pay();
    await expect(page.getByText(DONE)).toBeVisible();
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(order(page)).toContainText('Paid');
  });

  test('is not believed from the address', async ({page}) => {
    const bank = await payForTickets(page);
    const callback = page.waitForRequest((request) => request.url().includes('/callback/?'));
    await bank.endWith('insufficientFunds');
    const forged = new URL((await callback).url());
    forged.searchParams.set('payment_state', 'done');
    forged.searchParams.delete('error_code');
    await page.goto(forged.href);
    await page.getByRole('link', {name: 'Continue'}).click();
    await expect(order(page)).toContainText('Refused, nothing was paid');
  });

  test('is told in French, too', async ({page}) => {
    const bank = await payForTickets(page);
    await bank.endWith('partial');
    await expect(page.getByText('Part of your payment was made')).toBeVisible();
    await page.goto('/?lang=fr');
    await expect(page.getByText('Payé seulement en partie')).toBeVisible();
  });
});

test.describe('a connection in trouble', () => {
  test('shows every error with its remedy', async ({page}) => {
    await connectBank(page);
    const select = page.getByRole('combobox', {name: 'Simulate an error for Banque des Tilleuls'});
    const errors = await select.locator('option').allTextContents();
    expect(errors.length).toBeGreaterThan(11);
    const seen = new Set<string>();
    const message = page.locator('budgea-connections [part=message]').first();
    for (const error of errors.slice(1)) {
      await select.selectOption(error);
      await expect(page.getByText(`Error: ${error}`)).toBeVisible();
      const isNew = async (): Promise<boolean> => !seen.has((await message.textContent()) ?? '');
      await expect.poll(isNew, `${error} has a sentence of its own`).toBe(true);
      seen.add((await message.textContent()) ?? '');
    }
    expect(seen.size).toBe(errors.length - 1);
  });
});
