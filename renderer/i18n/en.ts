// All visible English text, in the shape of the Chinese.

import { attachments } from './en-attachments.ts';
import { branchDayScreens } from './en-branch-day.ts';
import { capture as captureTexts, partyWarnings } from './en-capture.ts';
import { contact } from './en-contact.ts';
import { design } from './en-design.ts';
import { devicesTexts } from './en-devices.ts';
import { errors } from './en-errors.ts';
import { exchangeTexts } from './en-exchange.ts';
import { dateParts, documentTypes, fieldErrors, fieldWarnings } from './en-fields.ts';
import { keepingTexts } from './en-keeping.ts';
import { keys } from './en-keys.ts';
import { pictureTexts } from './en-pictures.ts';
import { policy } from './en-policy.ts';
import { queueTexts } from './en-queue.ts';
import { readers } from './en-readers.ts';
import { readingTexts } from './en-reading.ts';
import { receiptScreens } from './en-receipts.ts';
import { reconciliationScreens } from './en-reconciliation.ts';
import { records } from './en-records.ts';
import { refusalTexts } from './en-refusal.ts';
import { requestsTexts } from './en-requests.ts';
import { restoreTexts } from './en-restore.ts';
import { restrictionTexts } from './en-restriction.ts';
import { screens } from './en-screens.ts';
import { secondReview } from './en-second-review.ts';
import { serverKeyTexts } from './en-server-key.ts';
import { shift } from './en-shift.ts';
import { staffTexts } from './en-staff.ts';
import { statisticsTexts } from './en-statistics.ts';
import { trouble } from './en-trouble.ts';
import { verification } from './en-verification.ts';
import type { Texts } from './zh-cn.ts';

export const en: Texts = {
  ...screens,
  ...attachments,
  ...records,
  ...verification,
  ...contact,
  ...captureTexts,
  design,
  partyWarnings,
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
