import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { recordsCalls } from '#src/contract/ipc/records.ts';
import { openRecord, unmaskRecord } from './detail.ts';
import type { RecordsPorts } from './ports.ts';
import { reopenRecord } from './reopen.ts';
import { searchRecords } from './search.ts';

export function recordsHandlers(ports: RecordsPorts): Handlers<typeof recordsCalls> {
  return {
    'records.search': (input, context) => ({ items: searchRecords(ports, requireSession(context), input) }),
    'records.open': ({ recordId }, context) => openRecord(ports, requireSession(context), recordId),
    'records.unmask': (input, context) => ({ values: unmaskRecord(ports, requireSession(context), input) }),
    'records.reopen': (input, context) => reopenRecord(ports, requireSession(context), input),
  };
}
