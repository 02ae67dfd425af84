import {expect} from '@playwright/test';

const BANK = 'Banque des Tilleuls';

/** The examples with settings only in attributes, so their callback page cannot name the bank. */
const WITHOUT_CONTEXT = ['node-http', 'hono', 'next', 'guide'];

/** Connects, reconnects and cancels as a person would. */
export async function walk(browser, site, attempt) {
  await attempt('starts', () => site.listens());
  await visit(browser, site, async (page, complaints) => {
    await attempt('connects a bank', () => connect(page, site));
    await attempt('reconnects it', () => reconnect(page, site));
    await attempt('comes back from a cancel', () => cancel(page, site));
    await attempt('has nothing to complain of', () => expect(complaints).toEqual([]));
  });
}

/** Connects with what was built for production. */
export async function walkBuilt(browser, site, attempt) {
  await attempt('starts as built', () => site.listens());
  await visit(browser, site, async (page, complaints) => {
    await attempt('connects a bank as built', () => connect(page, site));
    await attempt('has nothing to complain of as built', () => expect(complaints).toEqual([]));
  });
}

/** A browser of its own, and what its console reports. */
async function visit(browser, site, act) {
  const context = await browser.newContext({locale: 'en-US', baseURL: site.origin});
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await act(page, complaints);
  } finally {
    await context.close();
  }
}

async function connect(page, site) {
  const exchanges = [];
  const note = (request) => {
    if (request.url() === `${site.origin}/api/budgea/token`) exchanges.push(request);
  };
  page.on('request', note);
  await page.goto('/');
  await press(page, 'Connect a bank');
  await press(page, BANK);
  await press(page, 'Accept and continue');
  await signIn(page);
  await press(page, 'Continue');
  await press(page, 'Confirm and finish');
  await says(page, 'Your account is connected.');
  await expect(page).toHaveURL(`${site.origin}/callback`);
  await follow(page, 'Continue');
  await expect(page.getByRole('button', {name: `Reconnect ${BANK}`})).toBeVisible();
  page.off('request', note);
  expect(exchanges, 'the code is handed over once').toHaveLength(1);
}

async function reconnect(page, site) {
  await page.goto('/');
  await press(page, `Reconnect ${BANK}`);
  await signIn(page);
  await says(page, 'Your connection is working.');
  if (!WITHOUT_CONTEXT.includes(site.name)) await expect(page.getByRole('heading')).toHaveText(BANK);
  await follow(page, 'Continue');
  await expect(page).toHaveURL(`${site.origin}/`);
}

async function cancel(page, site) {
  await page.goto('/');
  await press(page, 'Connect a bank');
  await press(page, 'Cancel');
  await says(page, 'You stopped before the end.');
  await follow(page, 'Go back');
  await expect(page).toHaveURL(`${site.origin}/`);
  await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
}

async function signIn(page) {
  const login = page.getByLabel('Customer number');
  await page.getByLabel('Secret code').fill('123456');
  if (await login.isVisible()) await login.fill('12345678');
  await press(page, 'Sign in');
}

async function says(page, text) {
  await expect(page.getByText(text)).toBeVisible({timeout: 15_000});
}

async function press(page, name) {
  await page.getByRole('button', {name, exact: true}).click();
}

async function follow(page, name) {
  await page.getByRole('link', {name, exact: true}).click();
}
