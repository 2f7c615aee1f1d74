// A small hardened app: the subject of the contract suite. Everything a spec needs to see is kept in `globalThis.seen`.
const { appendFileSync, readFileSync } = require('node:fs');
const path = require('node:path');
const electron = require('electron');

const { app, BrowserWindow, ipcMain, Menu, protocol, session } = electron;
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'";
const journal = process.env.CONTRACT_JOURNAL;
const seen = { downloads: [], blocked: [], events: [], permissions: [], requests: [], sent: [], secondInstances: [] };
globalThis.seen = seen;
globalThis.grantPermissions = false;
globalThis.savePath = '';

/** Remembers an event, on disk too when a spec wants to read it after the app has gone. */
function note(event) {
  seen.events.push(event);
  if (journal) appendFileSync(journal, `${event}\n`);
}

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
if (process.env.CONTRACT_USER_DATA) app.setPath('userData', process.env.CONTRACT_USER_DATA);
if (!app.requestSingleInstanceLock({ from: process.pid })) {
  note('second');
  app.exit(7);
}
app.enableSandbox();
for (const name of ['will-finish-launching', 'before-quit', 'will-quit', 'quit', 'window-all-closed']) {
  app.on(name, () => note(name));
}
app.on('window-all-closed', () => app.quit());
app.on('second-instance', (_event, argv, workingDirectory, data) => {
  seen.secondInstances.push({ argv, workingDirectory, data });
});
app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(({ url }) => {
    seen.blocked.push(`open ${url}`);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (new URL(event.url).href.startsWith('app://bundle/')) return;
    seen.blocked.push(`navigate ${event.url}`);
    event.preventDefault();
  });
});

function answer(request) {
  const { pathname, host } = new URL(request.url);
  if (host !== 'bundle') return new Response('wrong host', { status: 421 });
  seen.requests.push(`${request.method} ${request.url}`);
  if (pathname === '/echo') return request.text().then((body) => Response.json({ body, method: request.method }));
  if (pathname === '/moved') return new Response(null, { status: 302, headers: { location: 'app://bundle/data.json' } });
  if (pathname === '/data.json') return Response.json({ answer: 42 });
  if (pathname === '/broken') throw new Error('the handler broke');
  const file = pathname === '/' ? 'index.html' : path.basename(pathname);
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
  try {
    const body = readFileSync(path.join(__dirname, 'pages', file));
    const type = types[path.extname(file)] ?? 'application/octet-stream';
    return new Response(body, { headers: { 'content-type': type, 'content-security-policy': CSP } });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

function openWindow() {
  const window = new BrowserWindow({
    width: 900,
    height: 600,
    show: false,
    title: 'Contract',
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      additionalArguments: ['--contract=yes'],
    },
  });
  window.once('ready-to-show', () => {
    note('ready-to-show');
    window.show();
  });
  window.on('close', (event) => {
    note('close');
    if (globalThis.refuseClose) event.preventDefault();
  });
  window.on('closed', () => note('closed'));
  return window;
}

ipcMain.handle('echo', (_event, value) => value);
ipcMain.handle('kind', (_event, value) => Object.prototype.toString.call(value));
ipcMain.handle('throws', () => {
  throw new RangeError('kaboom');
});
ipcMain.handle('throws-text', () => Promise.reject('only text'));
ipcMain.handle('returns-function', () => () => 1);
ipcMain.handle('sender', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  isMainFrame: event.senderFrame === event.sender.mainFrame,
  hasParent: event.senderFrame.parent !== null,
  isKnownWindow: BrowserWindow.fromWebContents(event.sender) !== null,
}));
ipcMain.on('note', (_event, ...values) => seen.sent.push(values));

app.whenReady().then(async () => {
  note('ready');
  protocol.handle('app', answer);
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => {
    return globalThis.grantPermissions || permission === 'media' || permission === 'notifications';
  });
  session.defaultSession.setPermissionRequestHandler((contents, permission, callback, details) => {
    const { requestingUrl, mediaTypes } = details;
    seen.permissions.push({ permission, requestingUrl, mediaTypes, hasContents: Boolean(contents) });
    callback(globalThis.grantPermissions);
  });
  session.defaultSession.on('will-download', (event, item, contents) => {
    seen.downloads.push(`${item.getURL().split('/').slice(0, 3).join('/')} ${item.getFilename()} ${contents.id > 0}`);
    if (!globalThis.savePath) event.preventDefault();
    else item.setSavePath(globalThis.savePath);
    item.once('done', (_event, state) => seen.downloads.push(state));
  });
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    const allowed = /^(app|devtools|data|blob):/.test(details.url);
    if (!allowed) seen.blocked.push(`request ${details.url}`);
    callback({ cancel: !allowed });
  });
  const template = [{ label: 'File', submenu: [{ id: 'mark', label: 'Mark', click: () => note('menu mark') }] }];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  await openWindow().loadURL('app://bundle/index.html');
});
