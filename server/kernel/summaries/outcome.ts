// Where each record's newest revision stands with the authorities, as the database derives it (src/domain/verification/status.ts says the
// same of one record): one refusal refutes, nothing is verified before every check that was queued for it is answered.
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Store } from '#server/kernel/store/store.ts';
import type { RecordSummaryTable, Tables } from '#server/kernel/store/tables.ts';
import { type VerificationState, verificationState } from '#src/domain/verification/schema.ts';

/** `refuted` and `undecided` say why after a colon. */
const outcome = sql<string>`(
  select case
    when max(case when f.outcome = 'refuted' then 1 else 0 end) = 1
      then 'refuted:' || max(case when f.outcome = 'refuted' then coalesce(f.reason, 'differs') else '' end)
    when count(c.check_id) = 0 then 'not-required'
    when count(f.check_id) < count(c.check_id) then 'pending'
    when max(case when f.outcome = 'unanswerable' then 1 else 0 end) = 1
      then 'undecided:' || max(case when f.outcome = 'unanswerable' then coalesce(f.reason, 'source-refuses') else '' end)
    else 'verified'
  end
  from verification_check as c
  left join fact_summary as f on f.organisation_id = c.organisation_id and f.check_id = c.check_id
  where c.organisation_id = s.organisation_id and c.record_id = s.record_id and c.revision = s.revision
    and c.state <> 'superseded'
)`;

interface Summarised {
  readonly summary: RecordSummaryTable & { readonly outcome: string };
}

/** Every record with its outcome. */
export function recordsWithOutcome(
  store: Store,
  organisationId: string,
): SelectQueryBuilder<Tables & Summarised, 'summary', object> {
  return store.selectFrom(
    store
      .selectFrom('record_summary as s')
      .selectAll('s')
      .select(outcome.as('outcome'))
      .where('s.organisation_id', '=', organisationId)
      .as('summary'),
  );
}

export interface Outcome {
  readonly state: VerificationState;
  readonly reason: string | null;
}

export function readOutcome(text: string): Outcome {
  const [state = '', reason = null] = text.split(':');
  return { state: verificationState.parse(state), reason };
}
