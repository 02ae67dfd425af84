import JSDOMEnvironment from 'jest-environment-jsdom';

/** jsdom, with the requests of Node, which Jest leaves out. */
export default class extends JSDOMEnvironment {
  constructor(...options) {
    super(...options);
    Object.assign(this.global, {fetch, Headers, Request, Response, TextDecoder, TextEncoder});
  }
}
