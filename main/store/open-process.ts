// For tests only: opens a store, and says before it begins, so that it can be killed in the middle.
import { openStore } from './open.ts';

const [path = '', key = ''] = process.argv.slice(2);
process.send?.('begins');
openStore({ path, cipher: 'aegis', key: Buffer.from(key, 'hex') }).close();
process.exit(0);
