import {getLanguageService, type Node, TextDocument} from 'vscode-html-languageservice';

interface Named {
  readonly name: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
}

/** The elements of HTML that have no end tag. */
const VOID = ['br', 'hr', 'img', 'input', 'link', 'meta', 'source'];
/** The attributes that every element has. */
const GLOBAL = /^(?:class|dir|hidden|id|lang|part|slot|style|tabindex|title|data-.*|aria-.*)$/;

/** Checks markup and styles against the elements' manifest. */
export class MarkupCheck {
  readonly #elements: ReadonlyMap<string, Declaration>;
  readonly #service = getLanguageService();

  constructor(manifest: unknown) {
    const {modules} = manifest as {modules: readonly {declarations?: readonly Declaration[]}[]};
    this.#elements = new Map(
      modules
        .flatMap(({declarations = []}) => declarations)
        .flatMap((declaration) => (declaration.tagName ? [[declaration.tagName, declaration] as const] : [])),
    );
  }

  /** Returns elements without an end tag, and attributes and slots that the budgea elements do not have. */
  errorsOf(code: string): readonly string[] {
    const document = TextDocument.create('file:///page.html', 'html', 1, code);
    return this.#service.parseHTMLDocument(document).roots.flatMap((node) => this.#errorsBelow(node));
  }

  /** Returns parts, states and custom properties that no element has. */
  unknownStyling(code: string): readonly string[] {
    const all = [...this.#elements.values()];
    const has = (kind: 'cssParts' | 'cssProperties' | 'cssStates', name: string): boolean =>
      all.some((element) => element[kind]?.some((one) => one.name === name));
    const used = (pattern: RegExp): readonly string[] =>
      [...code.matchAll(pattern)].map(([, name = '']) => name);
    return [
      ...used(/::part\(([\w-]+)\)/g).filter((name) => !has('cssParts', name)),
      ...used(/:state\(([\w-]+)\)/g).filter((name) => !has('cssStates', name)),
      ...used(/(--budgea-[\w-]+)/g).filter((name) => !has('cssProperties', name)),
    ];
  }

  #errorsBelow(node: Node): readonly string[] {
    const tag = node.tag ?? '';
    const errors = node.endTagStart === undefined && !VOID.includes(tag) ? [`<${tag}> does not end`] : [];
    if (tag.startsWith('budgea-')) errors.push(...this.#strangeTo(tag, node));
    return [...errors, ...node.children.flatMap((child) => this.#errorsBelow(child))];
  }

  #strangeTo(tag: string, {attributes = {}, children}: Node): readonly string[] {
    const element = this.#elements.get(tag);
    if (!element) return [`there is no <${tag}>`];
    const {attributes: known = [], slots = []} = element;
    const strange = Object.keys(attributes).filter(
      (name) => !GLOBAL.test(name) && !known.some((one) => one.name === name),
    );
    const lost = children
      .map((child) => child.attributes?.['slot']?.replaceAll('"', ''))
      .filter((slot) => slot !== undefined && !slots.some(({name}) => isNamed(name, slot)));
    return [
      ...strange.map((name) => `<${tag}> has no attribute ${name}`),
      ...lost.map((slot) => `<${tag}> has no slot ${slot ?? ''}`),
    ];
  }
}

/** Tells whether a slot has a name, such as `connection-46` of `connection-{id}`. */
function isNamed(name: string, slot: string): boolean {
  const [start = '', end] = name.split(/\{\w+\}/);
  return end === undefined ? name === slot : slot.startsWith(start) && slot.endsWith(end);
}
