'use strict';
// A server that speaks CouchDB's protocol, over the embedded store of its kind. Says its address in one line when it listens.
const express = require('express');
const expressPouch = require('express-pouchdb');
const PouchDB = require('pouchdb');

const folder = process.argv[2];
const Stored = PouchDB.defaults({ prefix: `${folder}/` });
const app = express();
app.use('/', expressPouch(Stored, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${folder}/log.txt` }));
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
