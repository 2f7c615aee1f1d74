// English texts at the fields.

import type { FieldCode, FieldWarningCode } from './codes.ts';
import { attachmentFieldErrors } from './en-attachments.ts';
import { captureFieldErrors } from './en-capture.ts';

export const fieldErrors: Record<FieldCode, string> = {
  'forms/required': 'This needs an answer',
  'forms/too-long': 'Too long: at most {{maximum}} characters, now {{length}}',
  'forms/characters': 'Contains characters that cannot be shown. Delete them and type again',
  'forms/choice': 'Please pick one of the options',
  'forms/date': 'Not a date. Write it like 1990-03-07 or 19900307',
  'forms/date-too-early': 'Too early: {{earliest}} at the earliest',
  'forms/date-too-late': 'Too late: {{latest}} at the latest',
  'forms/number': 'Please write a whole number, for example 3',
  'forms/number-too-small': 'Too small: at least {{minimum}}',
  'forms/number-too-large': 'Too large: at most {{maximum}}',
  'forms/document-type-first': 'Please pick the document type first',
  ...captureFieldErrors,

  ...attachmentFieldErrors,

  'identity/empty': 'Please fill in the document number',
  'identity/length': '{{expected}} characters expected, now {{actual}}. Is one missing or too many?',
  'identity/length-range': '{{minimum}} to {{maximum}} characters expected, now {{actual}}',
  'identity/character': '“{{character}}” in place {{position}} never stands in such a number. Please compare',
  'identity/digit-missing': 'A passport number has at least one digit. Please compare with the passport',
  'identity/check-character': 'Character {{position}} does not fit the {{before}} before it. Please compare with the document',
  'identity/region': 'The region code at the beginning does not exist. Please compare the first digits',
  'identity/permit-region': 'A residence permit number begins with 810000, 820000 or 830000',
  'identity/birth-date': 'The {{part}} of birth in the number does not exist. Please compare digits 7 to 14',
  'identity/birth-date-future': 'The birth date in the number lies in the future. Please compare',
  'identity/age-implausible': 'By the number, the person is older than {{maximum}}. Please compare the year of birth',
  'identity/document-kind': 'This looks like the number of another document: {{looksLike}}. Please check the document type',
  'identity/first-generation': 'First-generation IDs with 15 digits ended in 2013. A document with 18 digits is needed',
  'identity/travel-permit':
    'This is the number of a mainland travel permit. Please pick that document type, or use the residence permit',
  'identity/travel-permit-letter': 'The number of this permit begins with H or M. Please compare',
  'identity/chinese-passport-letter':
    'The number of a Chinese passport begins with E (official ones with DE, SE or PE). For a foreign passport change the document type',
  'identity/birth-date-mismatch': 'The birth date does not fit the document number',
  'identity/sex-mismatch': 'The sex does not fit the document number',
  'identity/age-mismatch': 'The age does not fit the document number',

  'name/empty': 'Please fill in the name',
  'name/character': '“{{character}}” in place {{position}} never stands in a name on a document',
  'name/invisible-character': 'There is an invisible character in place {{position}}. Delete it and type again',
  'name/private-use-character': 'Character {{position}} exists only on some machines. Please type it with the input method',
  'name/script': 'Character {{position}} is neither Chinese nor Latin. Please type the name as the document prints it',
  'name/mixed-scripts': 'Chinese and Latin letters cannot be mixed. Please type the name as the document prints it',
  'name/dot-position': 'The dot “·” in place {{position}} is one too many',
  'name/separator-position': 'The sign in place {{position}} is one too many',
  'name/length': 'A name has {{minimum}} to {{maximum}} characters, now {{actual}}',

  'phone/empty': 'Please fill in the telephone number',
  'phone/character': '“{{character}}” in place {{position}} is not a digit',
  'phone/length': '{{actual}} digits now: a mobile number has 11, a fixed line with its area code 11 or 12',
  'phone/prefix': 'Begins neither like a mobile number nor with an area code. Please compare the first digits',
  'phone/area-code': 'This area code does not exist. Please compare',
  'phone/local-number': 'A local number cannot begin like this. Please compare',
  'phone/machine-number': 'Numbers of this range belong to machines; nobody answers. Another number is needed',
  'phone/country': 'A number of the Chinese mainland is needed',
  'phone/extension': 'Please give the number without an extension',
};

export const fieldWarnings: Record<FieldWarningCode, string> = {
  'identity/region-abolished': 'This region code is no longer issued; usual for earlier documents. Compare with the document',
  'identity/region-unknown': 'This region code is not in the list. Compare with the document',
  'identity/century-assumed': 'The number has a two-digit year; the later century was taken. Compare with the document',
};

export const dateParts = { year: 'year', month: 'month', day: 'day' };

export const documentTypes = {
  'resident-id': 'Resident ID card',
  'temporary-resident-id': 'Temporary resident ID card',
  'household-register': 'Household register (hukou)',
  'hmt-residence-permit': 'HK/Macao/Taiwan residence permit',
  'hmt-travel-permit': 'Mainland travel permit (HK/Macao)',
  'taiwan-travel-permit': 'Mainland travel permit (Taiwan)',
  'foreign-permanent-resident': 'Foreign permanent resident card',
  'chinese-passport': 'Chinese passport',
  passport: 'Foreign or other passport',
};
