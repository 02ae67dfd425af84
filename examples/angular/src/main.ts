// before Angular's router reads the address
import 'budgea-webview/callback';
import 'budgea-webview/define';
import {provideHttpClient} from '@angular/common/http';
import {bootstrapApplication} from '@angular/platform-browser';
import {provideRouter} from '@angular/router';
import {App} from './app';
import {Callback} from './callback';
import {Home} from './home';

const routes = [
  {path: '', component: Home},
  {path: 'callback', component: Callback},
];

bootstrapApplication(App, {providers: [provideHttpClient(), provideRouter(routes)]});
