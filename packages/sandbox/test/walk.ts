import type {Sandbox} from '../src/index.js';

export const ORIGIN = 'http://localhost:4001';
export const WEBVIEW = `${ORIGIN}/2.0/auth/webview/`;

/** A browser without scripts: opens pages, fills in forms, presses buttons. */
export class Walker {
  /** The current address. An address outside the sandbox is not loaded. */
  url = new URL(ORIGIN);
  status = 0;
  page = '';
  headers = new Headers();
  readonly #sandbox: Pick<Sandbox, 'fetch'>;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(sandbox: Pick<Sandbox, 'fetch'>, headers: Readonly<Record<string, string>> = {}) {
    this.#sandbox = sandbox;
    this.#headers = headers;
  }

  get heading(): string {
    return textOf(/<h1>(.*?)<\/h1>/s.exec(this.page)?.[1] ?? '');
  }

  get refusal(): string | undefined {
    return /<meta name="sandbox-refusal" content="(.*?)"/.exec(this.page)?.[1];
  }

  get step(): string {
    return this.url.pathname.split('/').at(-1) ?? '';
  }

  get buttons(): readonly string[] {
    return [...this.page.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, label]) => textOf(label ?? ''));
  }

  async open(url: string | URL): Promise<this> {
    return this.#go(new Request(url, {headers: this.#headers}));
  }

  /** Opens an address with a fragment, as a browser with scripts does. */
  async openWithFragment(url: string | URL, fragment: string): Promise<this> {
    await this.open(url);
    const address = /<meta name="with-code" content="(.*?)"/.exec(this.page)?.[1];
    if (address === undefined) return this;
    return this.open(new URL(unescaped(address) + encodeURIComponent(fragment), this.url));
  }

  /** Fills in the form of a button, and presses it. */
  async press(
    button: string,
    values: Readonly<Record<string, string | readonly string[]>> = {},
  ): Promise<this> {
    for (const [form, attributes = '', content = ''] of this.page.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
      const pressed = [...content.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].find(
        ([, , label]) => textOf(label ?? '') === button,
      );
      if (!pressed) continue;
      const body = new URLSearchParams();
      for (const [input] of content.matchAll(/<(?:input|select)[^>]*>/g)) {
        const name = attribute(input, 'name') ?? '';
        const type = attribute(input, 'type');
        const wanted = Object.hasOwn(values, name) ? values[name] : undefined;
        if (type === 'checkbox' || type === 'radio') {
          const value = attribute(input, 'value') ?? '';
          const on =
            wanted === undefined ? / checked/.test(input) : wanted === value || wanted.includes(value);
          if (on && !/ disabled/.test(input)) body.append(name, value);
        } else {
          body.append(name, typeof wanted === 'string' ? wanted : (attribute(input, 'value') ?? ''));
        }
      }
      const name = attribute(pressed[1] ?? '', 'name');
      if (name !== undefined) body.append(name, attribute(pressed[1] ?? '', 'value') ?? '');
      const action = new URL(attribute(attributes, 'action') ?? '', this.url);
      if (!form.includes('method="post"')) {
        action.search = body.toString();
        return this.open(action);
      }
      return this.#go(new Request(action, {method: 'POST', headers: this.#headers, body}));
    }
    throw new Error(`No button “${button}” on “${this.heading}”. There are: ${this.buttons.join(', ')}.`);
  }

  async #go(request: Request): Promise<this> {
    const response = await this.#sandbox.fetch(request);
    const location = response.headers.get('location');
    if (location !== null) {
      this.status = response.status;
      const next = new URL(location, request.url);
      if (next.origin !== ORIGIN) {
        this.url = next;
        this.page = '';
        return this;
      }
      return this.open(next);
    }
    this.url = new URL(request.url);
    this.status = response.status;
    this.headers = response.headers;
    this.page = await response.text();
    return this;
  }
}

/** The absolute address of a redirect. */
export function destinationOf(response: Response, from: string | URL): string {
  return new URL(response.headers.get('location') ?? '', from).href;
}

/** The banks of a page, in its full list or in the short list of the most used banks. */
export function banksOf(walker: Walker, list: 'banks' | 'banks-hints' = 'banks'): readonly string[] {
  const [, part = ''] = walker.page.split(` id="${list}"`);
  const [items = ''] = part.split('</ul>');
  return [...items.matchAll(/<button name="connector"[^>]*>.*?<span>(.*?)<\/span>/gs)].map(
    ([, name]) => name ?? '',
  );
}

/** The value of a field of the page. */
export function valueOf(walker: Walker, name: string): string | undefined {
  const input = new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(walker.page)?.[0] ?? '';
  return attribute(input, 'value');
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(` ${name}="(.*?)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}

function textOf(markup: string): string {
  return unescaped(markup.replace(/<svg.*?<\/svg>/gs, '').replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
