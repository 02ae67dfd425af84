import '../preferences.js';
import '../../src/define.js';
import '../languages.js';
import {showHeader} from '../header.js';
import {showLog} from '../log.js';
import {t} from '../texts.js';

document.title = `${t.back} – Tirelire`;
showHeader(document.querySelector('header') as HTMLElement);
showLog(document.querySelector('#log') as HTMLElement);
(document.querySelector('h1') as HTMLElement).textContent = t.back;
