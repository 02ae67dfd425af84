// before Next's router reads the address
import 'budgea-webview/callback';
