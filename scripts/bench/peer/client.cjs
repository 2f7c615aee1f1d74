'use strict';
// For each line of standard input (a file with one document per line, and options of the replication): puts them into a new local
// database, then measures how long its replication to the server takes. One line with milliseconds and documents written for each.
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const PouchDB = require('pouchdb');

const [url, folder] = process.argv.slice(2);
let round = 0;

async function measure({ file, options }) {
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
  const { docs_written: written } = await local.replicate.to(remote, options);
  const elapsedMs = performance.now() - from;
  await local.close();
  process.stdout.write(`${JSON.stringify({ elapsedMs, written })}\n`);
}

let queue = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  queue = queue.then(() => measure(JSON.parse(line)));
});
