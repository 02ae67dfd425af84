import {createServer as createHttpServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createLogger, createServer, type Logger, preview, type ViteDevServer} from 'vite';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {sandbox} from '../src/vite.js';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

describe('the Vite plugin', () => {
  it('runs a sandbox on an origin of its own, and stops it with Vite', async () => {
    const {logger, logged} = recordingLogger();
    const server = await viteWith(sandbox({port: 0, host: '127.0.0.1'}), logger);
    await vi.waitFor(() => {
      expect(logged()).toMatch(/Sandbox: http:/);
    });
    const url = /http:\S+/.exec(logged())?.[0] ?? '';
    const response = await fetch(`${url}2.0/banks`);
    expect(response.status).toBe(200);
    await server.close();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('runs a sandbox beside a preview', async () => {
    const {logger, logged} = recordingLogger();
    const server = await preview({
      configFile: false,
      customLogger: logger,
      plugins: [sandbox({port: 0, host: '127.0.0.1'})],
      preview: {port: 0, host: '127.0.0.1'},
    });
    closing.push(() => server.close());
    await vi.waitFor(() => {
      expect(logged()).toMatch(/Sandbox: http:/);
    });
  });

  it('says what to change if its port is in use', async () => {
    const other = createHttpServer().listen(0, '127.0.0.1');
    closing.push(() => Promise.resolve(other.close()));
    await new Promise((resolve) => other.once('listening', resolve));
    const {port} = other.address() as AddressInfo;
    const {logger, logged} = recordingLogger();
    const server = await viteWith(sandbox({port, host: '127.0.0.1'}), logger);
    closing.push(() => server.close());
    await vi.waitFor(() => {
      expect(logged()).toContain(`port ${port} of 127.0.0.1 is already in use`);
    });
  });

  it('starts the sandbox again when Vite restarts', async () => {
    const {logger, logged} = recordingLogger();
    const other = createHttpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const {port} = other.address() as AddressInfo;
    await new Promise((resolve) => other.close(resolve));
    const server = await viteWith(sandbox({port, host: '127.0.0.1'}), logger);
    closing.push(() => server.close());
    await vi.waitFor(() => {
      expect(logged().match(/Sandbox: http:/g)).toHaveLength(1);
    });
    await server.restart();
    await vi.waitFor(() => {
      expect(logged().match(/Sandbox: http:/g)).toHaveLength(2);
    });
    expect(logged()).not.toContain('already in use');
    expect((await fetch(`http://127.0.0.1:${port}/2.0/banks`)).status).toBe(200);
  });
});

async function viteWith(plugin: ReturnType<typeof sandbox>, logger: Logger): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    customLogger: logger,
    plugins: [plugin],
    optimizeDeps: {noDiscovery: true},
    server: {port: 0, host: '127.0.0.1', ws: false, watch: null},
  });
  return server.listen();
}

function recordingLogger(): {logger: Logger; logged: () => string} {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  const logger = {...createLogger('silent'), info: log, error: log};
  return {logger, logged: () => lines.join('\n')};
}
