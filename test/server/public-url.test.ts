import {describe, expect, it} from 'vitest';
import {checkPublicUrl} from '../../src/service/addresses.js';

const hrefOf = (address: unknown, allowInsecure?: unknown): string =>
  checkPublicUrl('publicUrl', address, allowInsecure).href;

describe('the address of the routes as browsers see it', () => {
  it.each([
    ['https://app.example/api/budgea', 'https://app.example/api/budgea'],
    ['https://app.example/api/budgea/', 'https://app.example/api/budgea'],
    ['https://app.example/a//b//', 'https://app.example/a//b'],
    ['https://app.example', 'https://app.example/'],
    ['https://app.example:8443/api', 'https://app.example:8443/api'],
    ['http://localhost:4000/api', 'http://localhost:4000/api'],
    ['http://127.0.0.1/api', 'http://127.0.0.1/api'],
  ])('%s is %s', (address, href) => {
    expect(hrefOf(address)).toBe(href);
  });

  it.each([
    ['http://app.example/api', 'insecure-url'],
    ['http://app.test/api', 'insecure-url'],
    ['https://app.example/api?x', 'invalid-parameter'],
    ['https://app.example/api#x', 'invalid-parameter'],
    ['https://ann@app.example/api', 'invalid-parameter'],
    ['https://bücher.example/api', 'invalid-parameter'],
    ['https://app.example:99999/api', 'invalid-parameter'],
    ['https://[::1/api', 'invalid-parameter'],
    ['/api/budgea', 'invalid-parameter'],
    ['com.example.app:/api', 'invalid-parameter'],
    ['https:', 'invalid-parameter'],
    ['', 'invalid-parameter'],
    [7, 'invalid-parameter'],
  ])('%j is refused: %s', (address, code) => {
    const refused = (): string => hrefOf(address);
    expect(refused).toThrow(expect.objectContaining({name: 'FlowError', code, option: 'publicUrl'}) as Error);
    if (code === 'invalid-parameter')
      expect(refused).toThrow(
        /^publicUrl must be (a valid absolute URL|an http\(s\) URL without query and user)$/,
      );
  });

  it('may be plain http in a private network if the host allows it', () => {
    expect(hrefOf('http://app.test/api', true)).toBe('http://app.test/api');
    expect(() => hrefOf('http://app.example/api', true)).toThrow();
  });
});
