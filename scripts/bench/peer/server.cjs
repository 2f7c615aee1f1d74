'use strict';
// A server that speaks CouchDB's protocol, over the embedded store of its kind. Says its address in one line when it listens. With `flush`
// every write of it is on the disk before it is answered, as Apache CouchDB does it; its store has that as an option it does not use.
const express = require('express');
const expressPouch = require('express-pouchdb');
const PouchDB = require('pouchdb');

const [folder, flush] = process.argv.slice(2);
if (flush === 'flush') {
  const store = require('leveldown').prototype;
  for (const name of ['_put', '_del', '_batch']) {
    const write = store[name];
    store[name] = function flushed(...args) {
      const done = args.pop();
      const options = args.pop();
      return write.call(this, ...args, { ...options, sync: true }, done);
    };
  }
}
const Stored = PouchDB.defaults({ prefix: `${folder}/` });
const app = express();
app.use('/', expressPouch(Stored, { mode: 'minimumForPouchDB', inMemoryConfig: true, logPath: `${folder}/log.txt` }));
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
