// What the type system cannot say about the tables.
import { expect, test } from 'vitest';
import * as z from 'zod';
import { errorCodes } from '#src/contract/errors.ts';
import { commonErrors } from '#src/contract/ipc/define.ts';
import { calls } from '#src/contract/ipc/index.ts';

test('every call is named feature.verb and lists each of its refusals once', () => {
  for (const [name, spec] of Object.entries(calls)) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z][A-Za-z]*$/);
    const own: readonly string[] = spec.errors;
    expect(new Set(own).size, name).toBe(own.length);
    for (const code of own) expect(commonErrors, `${name} repeats a common refusal`).not.toContain(code);
  }
});

test('a call that changes something is audited', () => {
  const silent = Object.entries(calls)
    .filter(([, spec]) => spec.audit === null)
    .map(([name]) => name);
  // Each of these only answers a question or starts an attempt that is audited where it has an effect.
  expect(silent.sort()).toEqual(
    [
      'design.overview',
      'design.save',
      'printing.settings',
      'reconciliation.branch',
      'reconciliation.branchSheet',
      'reconciliation.closed',
      'reconciliation.day',
      'reconciliation.history',
      'receipts.show',
      'attachments.closeCamera',
      'attachments.list',
      'contact.status',
      'devices.branches',
      'documents.cancel',
      'documents.cancelTest',
      'documents.reader',
      'documents.settings',
      'exchange.cancel',
      'exchange.overview',
      'forms.open',
      'forms.services',
      'forms.today',
      'policy.limits',
      'reading.list',
      'reading.rights',
      'statistics.show',
      'records.open',
      'records.search',
      'startup.diagnosis',
      'startup.recover',
      'startup.recoveryRequest',
      'startup.restore',
      'startup.retry',
      'startup.status',
      'server-key.show',
      'staff.alive',
      'staff.current',
      'staff.idleLock',
      'registration.sameDocument',
      'registration.save',
      'registration.unfinished',
      'restriction.look',
      'sync.now',
      'sync.overview',
      'sync.queue',
      'verification.waiting',
      'workstation.facts',
    ].sort(),
  );
});

test('every refusal has parameters that are an object and an HTTP status', () => {
  for (const [code, entry] of Object.entries(errorCodes)) {
    expect(code).toMatch(/^[a-z-]+\/[a-z-]+$/);
    expect(entry.params).toBeInstanceOf(z.ZodObject);
    expect(entry.http, code).toBeGreaterThanOrEqual(400);
    expect(entry.http, code).toBeLessThan(600);
  }
});
