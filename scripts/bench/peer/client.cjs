'use strict';
// For each line of standard input (a file with one document per line): puts them into a new local database, then measures how long
// its replication to the server takes. One line with milliseconds and documents written for each.
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const PouchDB = require('pouchdb');

const [url, folder] = process.argv.slice(2);
let round = 0;

async function measure(file) {
  round += 1;
  const docs = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const local = new PouchDB(`${folder}/local-${round}`);
  await local.bulkDocs(docs);
  const remote = new PouchDB(`${url}/round-${round}`);
  await remote.info();
  const from = performance.now();
  const { docs_written: written } = await local.replicate.to(remote, { batch_size: 200, batches_limit: 4 });
  const elapsedMs = performance.now() - from;
  await local.close();
  process.stdout.write(`${JSON.stringify({ elapsedMs, written })}\n`);
}

let queue = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (file) => {
  queue = queue.then(() => measure(file));
});
