import {createElement as h, type ReactElement} from 'react';
import {Link, useSearchParams} from 'react-router';
import {TOKEN_URL} from './base.js';

export function Home(): ReactElement {
  return h('h1', null, 'Home');
}

export function Callback(): ReactElement {
  const [query] = useSearchParams();
  const details = new URLSearchParams(query);
  details.set('view', 'details');
  return h(
    'main',
    {'data-query': String(query)},
    h('budgea-callback', {'token-url': TOKEN_URL}),
    h(Link, {to: {search: String(details)}}, 'Details'),
    h(Link, {to: '/'}, 'Home'),
  );
}
