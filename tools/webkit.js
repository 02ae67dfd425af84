// Starts WebKitGTK's MiniBrowser with its driver, under Xvfb if there is no display (apt: webkit2gtk-driver xvfb)
import {spawn} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {connect} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

const dirs = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib'];
const accepts = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
async function until(ready, what) {
  for (let i = 0; i < 200; i += 1) {
    if (await ready()) return;
    await sleep(50);
  }
  throw new Error(`${what} did not start`);
}

export async function startWebKit({port = 4577, display = process.env.DISPLAY} = {}) {
  const binary =
    process.env.MINIBROWSER_PATH ??
    dirs
      .filter((d) => existsSync(d))
      .flatMap((d) =>
        readdirSync(d)
          .filter((n) => /^webkit(2gtk|gtk)-/.test(n))
          .map((n) => `${d}/${n}/MiniBrowser`),
      )
      .find((p) => existsSync(p));
  if (!binary) throw new Error('No WebKitGTK: apt-get install webkit2gtk-driver xvfb');
  const children = [];
  const start = (command, argv, env = {}) => {
    const child = spawn(command, argv, {stdio: 'ignore', env: {...process.env, ...env}});
    child.on('error', (error) => {
      throw error;
    });
    child.unref();
    children.push(child);
  };
  process.on('exit', () => {
    for (const child of children) child.kill();
  });
  if (!display) {
    display = ':97';
    start('Xvfb', [display, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
    await until(() => existsSync(join(tmpdir(), '.X11-unix', 'X97')), 'Xvfb');
  }
  start('WebKitWebDriver', [`--port=${port}`], {
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  });
  await until(() => accepts(port), 'WebKitWebDriver');
  return {
    hostname: '127.0.0.1',
    port,
    path: '/',
    logLevel: 'error',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': {binary, args: ['--automation']},
    },
  };
}
