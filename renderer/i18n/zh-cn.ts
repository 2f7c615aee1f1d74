// All visible Chinese text. English has the same shape by type.
import type { SameKeys } from './same-keys.ts';
import { attachments } from './zh-cn-attachments.ts';
import { branchDayScreens } from './zh-cn-branch-day.ts';
import { capture as captureTexts, partyWarnings } from './zh-cn-capture.ts';
import { contact } from './zh-cn-contact.ts';
import { design } from './zh-cn-design.ts';
import { devicesTexts } from './zh-cn-devices.ts';
import { errors } from './zh-cn-errors.ts';
import { exchangeTexts } from './zh-cn-exchange.ts';
import { dateParts, documentTypes, fieldErrors, fieldWarnings } from './zh-cn-fields.ts';
import { keepingTexts } from './zh-cn-keeping.ts';
import { keys } from './zh-cn-keys.ts';
import { pictureTexts } from './zh-cn-pictures.ts';
import { policy } from './zh-cn-policy.ts';
import { queueTexts } from './zh-cn-queue.ts';
import { readers } from './zh-cn-readers.ts';
import { readingTexts } from './zh-cn-reading.ts';
import { receiptScreens } from './zh-cn-receipts.ts';
import { reconciliationScreens } from './zh-cn-reconciliation.ts';
import { records } from './zh-cn-records.ts';
import { refusalTexts } from './zh-cn-refusal.ts';
import { requestsTexts } from './zh-cn-requests.ts';
import { restoreTexts } from './zh-cn-restore.ts';
import { restrictionTexts } from './zh-cn-restriction.ts';
import { screens } from './zh-cn-screens.ts';
import { secondReview } from './zh-cn-second-review.ts';
import { serverKeyTexts } from './zh-cn-server-key.ts';
import { shift } from './zh-cn-shift.ts';
import { staffTexts } from './zh-cn-staff.ts';
import { statisticsTexts } from './zh-cn-statistics.ts';
import { trouble } from './zh-cn-trouble.ts';
import { verification } from './zh-cn-verification.ts';

export const zhCn = {
  ...screens,
  ...attachments,
  ...records,
  ...verification,
  ...contact,
  ...captureTexts,
  ...keys,
  ...policy,
  ...queueTexts,
  ...exchangeTexts,
  ...devicesTexts,
  ...readers,
  ...refusalTexts,
  ...requestsTexts,
  ...restoreTexts,
  ...restrictionTexts,
  ...secondReview,
  ...shift,
  ...staffTexts,
  ...pictureTexts,
  ...readingTexts,
  ...statisticsTexts,
  ...keepingTexts,
  ...serverKeyTexts,
  design,
  partyWarnings,
  ...receiptScreens,
  ...reconciliationScreens,
  ...branchDayScreens,
  errors,
  troubles: trouble,
  fieldErrors,
  fieldWarnings,
  dateParts,
  documentTypes,
};

export type Texts = SameKeys<typeof zhCn>;
