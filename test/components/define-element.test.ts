import {expect} from '@open-wc/testing';
import {defineElement} from '../../src/components/internal/define-element.js';
import {BudgeaConnectElement} from '../../src/index.js';
import {VERSION} from '../../src/version.js';

/** Returns the warnings in the console while `run` runs. */
function warningsOf(run: () => void): string[] {
  const {warn} = console;
  const said: string[] = [];
  console.warn = (...words: unknown[]) => {
    said.push(words.join(' '));
  };
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return said;
}

/** Creates an element class of another copy of the package. */
function copyOf(version: string): CustomElementConstructor & {readonly version: string} {
  return class extends HTMLElement {
    static readonly version = version;
  };
}

describe('a tag that is registered twice', () => {
  it('keeps its first class, without a warning if the versions are the same', () => {
    const first = copyOf('1.0.0');
    const warnings = warningsOf(() => {
      defineElement('twice-the-same', first);
      defineElement('twice-the-same', copyOf('1.0.0'));
      defineElement('twice-the-same', first);
    });
    expect(customElements.get('twice-the-same')).to.equal(first);
    expect(warnings).to.deep.equal([]);
  });

  it('keeps its first class, and warns once which version that is', () => {
    const first = copyOf('1.0.0');
    const warnings = warningsOf(() => {
      defineElement('twice-different', first);
      defineElement('twice-also', class extends HTMLElement {} as typeof first);
      defineElement('twice-different', copyOf('2.0.0'));
      defineElement('twice-also', copyOf('2.0.0'));
    });
    expect(customElements.get('twice-different')).to.equal(first);
    expect(warnings).to.deep.equal(['<twice-different> stays in version 1.0.0: 2.0.0 came second']);
  });

  it('is compared by the version of its class', () => {
    expect(BudgeaConnectElement.version).to.equal(VERSION);
  });
});
