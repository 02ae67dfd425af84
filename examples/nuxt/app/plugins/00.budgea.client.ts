// before any plugin runs, so before Nuxt's router reads the address
import 'budgea-webview/callback';
import 'budgea-webview/define';

export default defineNuxtPlugin({name: 'budgea'});
