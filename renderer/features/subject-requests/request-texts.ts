// What happened to a request, and by when, in words.
import type { TFunction } from 'i18next';
import type { RequestDetail, RequestSummary } from '#src/contract/sync/subject-requests.ts';
import type { RequestStep } from '#src/domain/subject-requests/schema.ts';

type Names = Pick<RequestDetail, 'colleagues'>;

/** One step as a sentence. */
export function stepText(t: TFunction, step: RequestStep, { colleagues }: Names): string {
  switch (step.kind) {
    case 'opened':
      return t('requests.steps.opened', { channel: t(`requests.channels.${step.channel}`) });
    case 'identity-proven': {
      const { proof } = step;
      const by =
        proof.by === 'sms-code'
          ? t('requests.provenBy.sms')
          : t('requests.provenBy.document', { type: t(`documentTypes.${proof.documentType}`) });
      return t('requests.steps.identity-proven', { proof: by });
    }
    case 'applied-for':
      return t('requests.steps.applied-for', { count: step.fields.length, proof: t(`requests.proofs.${step.proof}`) });
    case 'assigned':
      return t('requests.steps.assigned', {
        name: colleagues.find(({ staffId }) => staffId === step.staffId)?.name ?? step.staffId,
      });
    case 'checked':
      return t('requests.steps.checked');
    case 'paused':
      return t('requests.steps.paused', { reason: t(`requests.pauseReasons.${step.reason}`) });
    case 'resumed':
      return t('requests.steps.resumed');
    case 'answered':
      return t('requests.steps.answered', { way: t(`requests.ways.${step.way}`), count: step.records });
    case 'applied':
      return t('requests.steps.applied', { revision: step.revision });
    case 'refused':
      return t('requests.steps.refused', { reason: t(`requests.refusalReasons.${step.reason}`) });
    case 'told':
      return t('requests.steps.told', { way: t(`requests.ways.${step.way}`) });
  }
}

/** How much of the term is left; of a settled request, whether it was in time. */
export function termText(t: TFunction, { state, daysLeft, isOverdue }: RequestSummary): string {
  if (state === 'closed') return isOverdue ? t('requests.settledLate', { count: -daysLeft }) : t('requests.inTime');
  if (isOverdue) return t('requests.daysLate', { count: -daysLeft });
  return daysLeft === 0 ? t('requests.dueToday') : t('requests.daysLeft', { count: daysLeft });
}
