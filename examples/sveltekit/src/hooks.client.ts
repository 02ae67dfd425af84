// before SvelteKit's router reads the address
import 'budgea-webview/callback';
import 'budgea-webview/define';
