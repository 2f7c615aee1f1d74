// `system-client add|list|revoke`: the organisation's own systems as clients of the information system (R3.4). They work while the server
// runs.
import { Stop } from '#server/kernel/stop.ts';
import { type SystemScope, systemScopes } from '#src/domain/systems/schema.ts';
import { requireWho } from './administrator.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const systemClientUsage = `system-client add --data DIR --name NAME --scope ${systemScopes.join('|')} [--scope …] --by STAFF-NUMBER
       system-client list --data DIR
       system-client revoke --data DIR --client ID --by STAFF-NUMBER`;

function scopesOf(named: readonly string[]): readonly SystemScope[] {
  const scopes = systemScopes.filter((scope) => named.includes(scope));
  if (scopes.length === 0 || named.some((name) => !scopes.some((scope) => scope === name))) {
    throw new Stop('command/usage', `--scope is one or more of ${systemScopes.join(', ')}.`);
  }
  return scopes;
}

export async function runSystemClient([act = '', ...args]: readonly string[]): Promise<void> {
  const table = {
    name: { type: 'string' },
    scope: { type: 'string', multiple: true, default: [] as string[] },
    client: { type: 'string' },
    by: { type: 'string' },
  } as const;
  const values = readOptions(args, table, systemClientUsage);
  const need = (option: 'data' | 'name' | 'client' | 'by') => requireOption(values[option], systemClientUsage);
  if (!['add', 'list', 'revoke'].includes(act)) throw new Stop('command/usage', `Usage: ${systemClientUsage}`);
  const foundation = await openFoundation(need('data'), values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    const { systemClients } = organisation;
    if (act === 'list') {
      process.stdout.write(`${JSON.stringify({ clients: await systemClients.list() })}\n`);
      return;
    }
    const actorId = await requireWho(organisation, need('by'));
    if (act === 'revoke') {
      const clientId = need('client');
      await systemClients.revoke(clientId, actorId);
      process.stdout.write(`${JSON.stringify({ revoked: clientId })}\n`);
      return;
    }
    const added = await systemClients.add(need('name'), scopesOf(values.scope), actorId);
    process.stdout.write(`${JSON.stringify(added)}\n`);
    process.stderr.write(
      'The token is shown this once. Whoever has it can ask in the system’s name; lost, revoke it and add another.\n',
    );
  });
}
