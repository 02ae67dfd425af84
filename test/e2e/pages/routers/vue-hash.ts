import {createWebHashHistory} from 'vue-router';
import {BASE} from './base.js';
import {moveToHash} from './to-hash.js';
import {startVue} from './vue-app.js';

moveToHash();
startVue(createWebHashHistory(BASE));
