import {render} from 'svelte/server';
import {readable} from 'svelte/store';
import Page from './svelte-page.svelte';
import {valuesOf} from '../values.js';

export const {head, body} = render(Page, {props: {values: readable(valuesOf('first'))}});
