import {createWebHistory} from 'vue-router';
import {BASE} from './base.js';
import {startVue} from './vue-app.js';

startVue(createWebHistory(BASE));
