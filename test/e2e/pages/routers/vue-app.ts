import {createApp, h} from 'vue';
import {createRouter, type RouterHistory, RouterLink, RouterView, useRoute} from 'vue-router';
import {TOKEN_URL} from './base.js';

const Home = {render: () => h('h1', 'Home')};

const Callback = {
  setup() {
    const route = useRoute();
    return () =>
      h('main', {'data-query': JSON.stringify(route.query)}, [
        h('budgea-callback', {'token-url': TOKEN_URL}),
        h(RouterLink, {to: {query: {...route.query, view: 'details'}}}, () => 'Details'),
        h(RouterLink, {to: '/'}, () => 'Home'),
      ]);
  },
};

/** Starts an app whose router keeps its place in the given history. */
export function startVue(history: RouterHistory): void {
  const routes = [
    {path: '/', component: Home},
    {path: '/callback', component: Callback},
  ];
  const app = createApp({render: () => h(RouterView)});
  app.use(createRouter({history, routes})).mount('#root');
}
