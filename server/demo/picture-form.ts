// The demonstration's activity with pictures (R2.2): replacing a lost card, where the document is scanned, the face may be photographed,
// and the person signs. Pictures go to a class of their own, stricter than the others.
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { registrationForm } from './form.ts';
import { registrationNotice } from './notice.ts';

export const pictureClass = 'image';

const documentScan: FieldDefinition = {
  name: 'documentScan',
  part: 'core',
  label: { 'zh-CN': '证件影像', en: 'Scan of the document' },
  help: { 'zh-CN': '只拍证件人像面，四角完整、没有反光。', en: 'The side with the photograph, all four corners, no glare.' },
  purpose: {
    'zh-CN': '补换卡时核对是原机主本人，防止他人冒领。',
    en: 'To make sure the card goes to its owner and nobody else.',
  },
  necessity: {
    'zh-CN': '补换卡须留存证件影像备查，不提供则无法办理。',
    en: 'Replacing a card requires a kept scan; the service cannot be provided without it.',
  },
  class: pictureClass,
  input: { kind: 'image', what: 'document-scan' },
};

const portrait: FieldDefinition = {
  name: 'portrait',
  part: 'supplementary',
  label: { 'zh-CN': '现场照片', en: 'Photograph on the spot' },
  help: { 'zh-CN': '可不拍。不拍不影响办理。', en: 'Optional. The service does not depend on it.' },
  purpose: { 'zh-CN': '日后发生冒领争议时，用来证明是您本人办理。', en: 'To prove later, in a dispute, that it was you.' },
  necessity: {
    'zh-CN': '仅用于处理冒领争议；不需要可不拍。',
    en: 'Used only in a dispute over the card; not needed otherwise.',
  },
  class: pictureClass,
  input: { kind: 'image', what: 'portrait' },
};

const core = ['name', 'documentType', 'documentNumber', 'phone'];

export const pictureForm: FormDefinition = {
  id: 'card-replacement',
  version: 1,
  title: { 'zh-CN': '补换卡登记表', en: 'Replacement of a card' },
  fields: [...registrationForm.fields.filter(({ name }) => core.includes(name)), documentScan, portrait],
  reviewChecks: registrationForm.reviewChecks.filter(({ party }) => party !== 'representative'),
  signature: { need: 'required', class: pictureClass },
};

export const pictureNotice: NoticeDefinition = {
  ...registrationNotice,
  id: 'card-replacement-notice',
  version: 1,
  title: { 'zh-CN': '补换卡信息收集告知书', en: 'Notice on replacing a card' },
  sections: registrationNotice.sections.map((section) =>
    section.topic === 'scope'
      ? {
          ...section,
          body: {
            'zh-CN':
              '基本身份信息：姓名、证件类型、证件号码、联系电话、证件影像和您的签名。补充信息：现场照片，须征得您的单独同意，不同意也不影响办理。影像属于敏感个人信息，单独加密、单独授权查看。',
            en: 'Core information: name, type and number of your document, contact phone, a scan of the document and your signature. Supplementary: a photograph on the spot, only with your separate consent; saying no does not affect the service. Pictures are sensitive: they are encrypted apart and read under a permission of their own.',
          },
        }
      : section,
  ),
  signature: { need: 'optional', class: pictureClass },
};
