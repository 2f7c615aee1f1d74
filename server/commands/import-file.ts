// `import-file`: takes a medium of a branch that never connects (S4) and writes the receipts for the way back. Works while the server
// runs: it writes the store in short transactions, as a push does.
import { createReadStream } from 'node:fs';
import { openExchangeKeys } from '#server/kernel/keys/exchange-keys.ts';
import { Stop } from '#server/kernel/stop.ts';
import { openFoundation, operationPassphrase, readOptions, requireOption, withOrganisation } from './options.ts';
import { writeWhole } from './write-whole.ts';

export const importFileUsage = 'import-file --data DIR --file FILE --receipts-out FILE [--passphrase-file F]';

export async function runImportFile(args: readonly string[]): Promise<void> {
  const options = { file: { type: 'string' }, 'receipts-out': { type: 'string' } } as const;
  const values = readOptions(args, options, importFileUsage);
  const data = requireOption(values.data, importFileUsage);
  const file = requireOption(values.file, importFileUsage);
  const out = requireOption(values['receipts-out'], importFileUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  const { layout } = foundation;
  const identities = await openExchangeKeys(layout, operationPassphrase(layout.root, values['passphrase-file']));
  if (identities.length === 0) {
    throw new Stop('exchange/no-key', 'This server has no key for sealed files. Run exchange-key first.');
  }
  await withOrganisation(foundation, async ({ exchange }) => {
    const { receipts, ...imported } = await exchange.importFile(() => createReadStream(file), identities);
    // What was taken stays taken when this fails: the same command again writes the receipts.
    writeWhole(out, receipts);
    process.stdout.write(`${JSON.stringify({ imported })}\n`);
  });
}
