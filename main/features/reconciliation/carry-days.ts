// Closed days from workstation to workstation by hand, where a branch has no network (ADR 38). The file needs no secret and no right of
// its own: it holds counts, codes and staff ids, and each day in it is signed by its workstation.
import { writeChecked } from '#main/kernel/media/write-checked.ts';
import { utf8 } from '#src/base/bytes.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import { daysFile } from '#src/contract/sync/days.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { type Heard, keepHeard, openRoster, requireDevice } from './hear-days.ts';
import { daysSince, keepRoster, loadRoster } from './heard-store.ts';
import type { ReconciliationPorts } from './ports.ts';
import { keepOwnStatements } from './statements.ts';

const mostDocuments = 400;
const carriedMs = 60 * 86_400_000;

/** @throws Refusal as `reconciliation.saveDays` declares them */
export async function saveDays(ports: ReconciliationPorts, session: Session): Promise<{ readonly days: number }> {
  const { store, media, time, trail } = ports;
  const device = requireDevice(ports);
  keepOwnStatements(ports);
  const since = instantFromMs(time.decisionMs() - carriedMs).slice(0, 10);
  const documents = daysSince(store, since, mostDocuments);
  if (documents.length === 0) throw new Refusal('reconciliation/nothing-to-close', {});
  const fileName = `countersign-days-${device.deviceId.slice(0, 8)}-${time.businessDay()}.json`;
  const place = await media.choosePlace({ fileName });
  if (place === null) throw new Refusal('exchange/cancelled', {});
  const file = { kind: 'countersign-days', roster: loadRoster(store)?.document ?? null, documents };
  const source = (async function* () {
    yield utf8(JSON.stringify(file));
  })();
  await writeChecked(place, source, () => undefined);
  store.write((transaction) => {
    trail.append(transaction, {
      action: 'day.carried',
      actorId: session.staffId,
      subjectId: device.deviceId,
      detail: { direction: 'out', taken: documents.length },
    });
  });
  return { days: documents.length };
}

function parse(text: string) {
  try {
    return daysFile.parse(JSON.parse(text));
  } catch {
    throw new Refusal('reconciliation/file-unreadable', {});
  }
}

/** @throws Refusal as `reconciliation.takeDays` declares them; nothing is changed then */
export function takeDays(ports: ReconciliationPorts, session: Session, text: string): Heard {
  const { store, emit } = ports;
  const device = requireDevice(ports);
  const file = parse(text);
  const carried = file.roster === null ? null : openRoster(device, file.roster);
  // Of another organisation, another branch, or by another server.
  if (file.roster !== null && carried === null) throw new Refusal('reconciliation/file-foreign', {});
  const heard = store.write((transaction) => {
    if (carried !== null) keepRoster(transaction, carried);
    const newest = loadRoster(transaction)?.body.workstations ?? [];
    const known = new Set(newest.map(({ deviceId }) => deviceId));
    const roster = [...newest, ...(carried?.body.workstations ?? []).filter(({ deviceId }) => !known.has(deviceId))];
    const how = { roster, atServer: 'waiting', actorId: session.staffId } as const;
    const counts = keepHeard(ports, transaction, device, file.documents, how);
    ports.trail.append(transaction, {
      action: 'day.carried',
      actorId: session.staffId,
      subjectId: device.deviceId,
      detail: { direction: 'in', ...counts },
    });
    return counts;
  });
  if (heard.taken > 0) emit('sync.changed', {});
  return heard;
}
