import {expect as expectAtOnce} from '@playwright/test';
import {AddressWatch} from './examples-address.js';

/** How long a page may take to do what it must, in ms: a development server compiles what it serves. */
const TIME_LIMIT = 30_000;

const expect = expectAtOnce.configure({timeout: TIME_LIMIT});

const BANK = 'Banque des Tilleuls';

/** The examples with settings only in attributes, so their callback page cannot name the bank. */
const WITHOUT_CONTEXT = ['node-http', 'hono', 'guide'];

/** The examples of a back end, whose routes also list and delete connections. */
const WITH_ALL_ROUTES = ['node-http', 'express', 'hono', 'next', 'nuxt', 'sveltekit', 'react-router'];

/** Connects, goes on and back, reconnects and cancels as a person would. */
export async function walk(browser, site, attempt) {
  await attempt('starts', () => site.listens());
  await visit(browser, site, async (page, complaints, watch) => {
    await attempt('connects a bank', () => connect(page, site, watch));
    await attempt('keeps the answer out of the address on every way on and back', () =>
      goOnAndBack(page, site, watch),
    );
    await attempt('reconnects it', () => reconnect(page, site, watch));
    await attempt('comes back from a cancel', () => cancel(page, site, watch));
    if (WITH_ALL_ROUTES.includes(site.name))
      await attempt('lists and disconnects it', () => disconnect(page));
    await attempt('has nothing to complain of', () => expect(complaints).toEqual([]));
  });
}

/** Connects with what was built for production. */
export async function walkBuilt(browser, site, attempt) {
  await attempt('starts as built', () => site.listens());
  await visit(browser, site, async (page, complaints, watch) => {
    await attempt('connects a bank as built', () => connect(page, site, watch));
    await attempt('keeps the answer out of the address as built', () => goOnAndBack(page, site, watch));
    await attempt('has nothing to complain of as built', () => expect(complaints).toEqual([]));
  });
}

/** A browser of its own, and what its console reports. */
async function visit(browser, site, act) {
  const context = await browser.newContext({locale: 'en-US', baseURL: site.origin});
  context.setDefaultTimeout(TIME_LIMIT);
  const watch = await AddressWatch.of(context, site.origin);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await act(page, complaints, watch);
  } finally {
    await context.close();
  }
}

async function connect(page, site, watch) {
  await page.goto('/');
  await press(page, 'Connect a bank');
  await press(page, BANK);
  await press(page, 'Accept and continue');
  await signIn(page);
  await press(page, 'Continue');
  await press(page, 'Confirm and finish');
  await says(page, 'Your account is connected.');
  await expect(page).toHaveURL(`${site.origin}/callback`);
  await watch.isClean(page, 'the callback page');
  watch.happenedOnce();
}

/** Leaves the callback page in every way after a success, and returns to it. */
async function goOnAndBack(page, site, watch) {
  // a link of the app's router that adds to the query
  const details = page.getByRole('link', {name: 'Details', exact: true});
  if (await details.isVisible()) {
    await details.click();
    await expect(page).toHaveURL(`${site.origin}/callback?view=details`);
    await watch.isClean(page, 'merging the query');
    await page.goBack();
    await expect(page).toHaveURL(`${site.origin}/callback`);
    await watch.isClean(page, 'Back from the merged query');
  }
  await page.reload();
  await says(page, 'There is nothing to finish here.');
  await watch.isClean(page, 'a reload');

  await follow(page, /^(Continue|Go back)$/);
  await expect(page.getByRole('button', {name: `Reconnect ${BANK}`})).toBeVisible();
  await watch.isClean(page, 'going on');
  await page.goBack();
  await expect(page).toHaveURL(`${site.origin}/callback`);
  await watch.isClean(page, 'Back from going on');

  await page.goto(`${site.service}/`);
  await page.goBack();
  await expect(page).toHaveURL(`${site.origin}/callback`);
  await watch.isClean(page, 'Back from another site');

  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await says(tab, 'There is nothing to finish here.');
  await watch.isClean(tab, 'a restored tab');
  await tab.close();
  watch.happenedOnce();
}

async function reconnect(page, site, watch) {
  await page.goto('/');
  await press(page, `Reconnect ${BANK}`);
  await signIn(page);
  await says(page, 'Your connection is working.');
  if (!WITHOUT_CONTEXT.includes(site.name)) await expect(page.getByRole('heading')).toHaveText(BANK);
  await watch.isClean(page, 'reconnecting');
  await follow(page, 'Continue');
  await expect(page).toHaveURL(`${site.origin}/`);
}

async function cancel(page, site, watch) {
  await page.goto('/');
  await press(page, 'Connect a bank');
  await press(page, 'Cancel');
  await says(page, 'You stopped before the end.');
  await watch.isClean(page, 'a cancel');
  await follow(page, 'Go back');
  await expect(page).toHaveURL(`${site.origin}/`);
  await expect(page.getByRole('button', {name: 'Connect a bank'})).toBeVisible();
}

/** Asks the routes as a script of the page does. */
async function disconnect(page) {
  const statuses = await page.evaluate(async () => {
    const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
    const list = async () => (await (await fetch('/api/budgea/connections')).json()).connections;
    const [{id}] = await list();
    const init = {method: 'DELETE', headers: {'x-csrf-token': token}};
    const {status} = await fetch(`/api/budgea/connections/${id}`, init);
    return [status, (await list()).length];
  });
  expectAtOnce(statuses).toEqual([204, 0]);
}

async function signIn(page) {
  const login = page.getByLabel('Customer number');
  await page.getByLabel('Secret code').fill('123456');
  if (await login.isVisible()) await login.fill('12345678');
  await press(page, 'Sign in');
}

async function says(page, text) {
  await expect(page.getByText(text)).toBeVisible();
}

async function press(page, name) {
  await page.getByRole('button', {name, exact: true}).click();
}

async function follow(page, name) {
  await page.getByRole('link', {name, exact: true}).click();
}
