// first, so that the settings around an element are there when it is connected
import './components/budgea-webview.js';
import './components/budgea-callback.js';
import './components/budgea-connect.js';
import './components/budgea-connection.js';
import './components/budgea-connections.js';
import './components/budgea-manage.js';
import './components/budgea-payment.js';
import './components/budgea-reconnect.js';
import './components/budgea-transfer.js';
