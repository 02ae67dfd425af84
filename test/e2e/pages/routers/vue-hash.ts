import {createWebHashHistory} from 'vue-router';
import {BASE} from './base.js';
import {moveToHash} from './to-hash.js';
import {startVue} from './vue-app.js';

// #region router
moveToHash();
const hashHistory = createWebHashHistory(BASE);
// #endregion router

startVue(hashHistory);
