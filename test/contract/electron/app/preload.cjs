const { contextBridge, ipcRenderer } = require('electron');

class Counter {
  constructor() {
    this.count = 1;
  }
  increment() {
    this.count += 1;
  }
}
const cyclic = { name: 'cyclic' };
cyclic.self = cyclic;

function attempt(work) {
  try {
    return String(work());
  } catch (error) {
    return `${error.message}`;
  }
}

contextBridge.exposeInMainWorld('contract', {
  call: (channel, value) => ipcRenderer.invoke(channel, value),
  send: (...values) => ipcRenderer.send('note', ...values),
  on: (channel, listener) => {
    const forward = (_event, ...values) => listener(...values);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.removeListener(channel, forward);
  },
  once: (channel, listener) => void ipcRenderer.once(channel, (_event, ...values) => listener(...values)),
  text: 'text',
  nested: { list: [1, { two: 2 }], date: new Date(5), map: new Map([['k', 'v']]), bytes: new Uint8Array([1, 2, 3]) },
  counter: new Counter(),
  cyclic,
  promise: Promise.resolve('kept'),
  fails: () => {
    throw Object.assign(new TypeError('thrown inside'), { code: 'E_CODE' });
  },
  throwsText: () => {
    throw 'only text';
  },
  rejects: () => Promise.reject(Object.assign(new TypeError('rejected inside'), { code: 'E_CODE' })),
  describe: (value) => `${typeof value}:${Object.prototype.toString.call(value)}`,
  callBack: (listener) => listener({ from: 'preload' }),
  result: () => ({ changeable: 1 }),
  weak: () => new WeakMap(),
  sandbox: () => ({
    fs: attempt(() => require('node:fs')),
    process: process.type,
    sandboxed: process.sandboxed,
    isolated: process.contextIsolated,
    argument: process.argv.includes('--contract=yes'),
    electron: Object.keys(require('electron')).includes('ipcMain'),
    emitter: typeof require('node:events').EventEmitter,
  }),
  exposeAgain: () => attempt(() => contextBridge.exposeInMainWorld('contract', {})),
  exposeOver: (name) => attempt(() => contextBridge.exposeInMainWorld(name, {})),
  sendFunction: () => ipcRenderer.invoke('echo', { f: () => 1 }).catch((error) => error.message),
  pageSecret: () => String(globalThis.pageSecret),
});
globalThis.preloadSecret = 'hidden';
