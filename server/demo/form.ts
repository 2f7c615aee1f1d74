// The demonstration's form: core information (R2.1) and two supplementary fields, each with its purpose, its necessity and its own
// consent (R2.2, R2.6).
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';

const name: FieldDefinition = {
  name: 'name',
  part: 'core',
  label: { 'zh-CN': '姓名', en: 'Name' },
  help: { 'zh-CN': '与证件上的姓名完全一致。', en: 'Exactly as on the document.' },
  purpose: {
    'zh-CN': '确认办理业务的是证件持有人本人。',
    en: 'To confirm that the holder of the document is the person served.',
  },
  necessity: {
    'zh-CN': '法律要求办理入网时登记真实姓名，不提供则无法办理。',
    en: 'The law requires the real name for this service; it cannot be provided without it.',
  },
  class: 'identity',
  input: { kind: 'person-name' },
};

const documentType: FieldDefinition = {
  name: 'documentType',
  part: 'core',
  label: { 'zh-CN': '证件类型', en: 'Document' },
  help: { 'zh-CN': '选择用户出示的有效证件。', en: 'Choose the valid document that was shown.' },
  purpose: { 'zh-CN': '按证件种类核对号码格式。', en: 'To check the number by the rules of its document.' },
  necessity: {
    'zh-CN': '不同证件的号码规则不同，缺少类型无法核对。',
    en: 'Each document has its own number; without its type nothing can be checked.',
  },
  class: 'identity',
  input: {
    kind: 'document-type',
    options: ['resident-id', 'hmt-residence-permit', 'foreign-permanent-resident', 'passport'],
  },
};

const documentNumber: FieldDefinition = {
  name: 'documentNumber',
  part: 'core',
  label: { 'zh-CN': '证件号码', en: 'Document number' },
  help: { 'zh-CN': '照证件录入，空格和全角数字会自动整理。', en: 'As printed; spaces and full-width digits are tidied up.' },
  purpose: { 'zh-CN': '核验身份，防止他人冒用。', en: 'To verify the identity and prevent misuse by others.' },
  necessity: {
    'zh-CN': '法律要求登记有效证件号码，不提供则无法办理。',
    en: 'The law requires the number of a valid document; the service cannot be provided without it.',
  },
  class: 'identity',
  input: { kind: 'document-number', typeField: 'documentType' },
};

const phone: FieldDefinition = {
  name: 'phone',
  part: 'core',
  label: { 'zh-CN': '联系电话', en: 'Contact phone' },
  help: { 'zh-CN': '能联系到本人的手机号码。', en: 'A mobile number at which the person can be reached.' },
  purpose: { 'zh-CN': '通知办理结果和账户安全事项。', en: 'To tell the outcome and matters of account security.' },
  necessity: {
    'zh-CN': '登记结果和异常使用须能及时告知本人。',
    en: 'The person must be reachable about the outcome and unusual use.',
  },
  class: 'contact',
  input: { kind: 'phone' },
};

const address: FieldDefinition = {
  name: 'address',
  part: 'supplementary',
  label: { 'zh-CN': '联系地址', en: 'Address' },
  help: { 'zh-CN': '可不填。不填不影响业务办理。', en: 'Optional. The service does not depend on it.' },
  purpose: { 'zh-CN': '寄送实体卡、纸质账单或设备。', en: 'To deliver cards, paper bills or equipment.' },
  necessity: {
    'zh-CN': '仅在需要邮寄或上门安装时使用；自取可不填。',
    en: 'Used only for delivery or installation at home; not needed for collection in person.',
  },
  class: 'supplementary',
  input: { kind: 'text', maxLength: 200 },
};

const occupation: FieldDefinition = {
  name: 'occupation',
  part: 'supplementary',
  label: { 'zh-CN': '职业', en: 'Occupation' },
  help: { 'zh-CN': '可不填。不填不影响业务办理。', en: 'Optional. The service does not depend on it.' },
  purpose: { 'zh-CN': '判断是否适用行业优惠套餐。', en: 'To see whether a plan for the profession applies.' },
  necessity: {
    'zh-CN': '仅用于行业优惠资格审核；不申请优惠可不填。',
    en: 'Used only to check eligibility for a discount; not needed without one.',
  },
  class: 'supplementary',
  input: { kind: 'text', maxLength: 60 },
};

export const registrationForm: FormDefinition = {
  id: 'real-name-registration',
  version: 1,
  title: { 'zh-CN': '用户实名登记表', en: 'Real-name registration' },
  fields: [name, documentType, documentNumber, phone, address, occupation],
  reviewChecks: [
    { id: 'document-valid', label: { 'zh-CN': '证件为原件且在有效期内', en: 'The document is an original and valid today' } },
    { id: 'person-matches', label: { 'zh-CN': '办理人与证件照片为同一人', en: 'The person is the one on the photograph' } },
    { id: 'entries-match', label: { 'zh-CN': '登记内容与证件逐项一致', en: 'Every entry agrees with the document' } },
    { id: 'subject-confirmed', label: { 'zh-CN': '用户已当面确认登记内容', en: 'The person has confirmed the entries' } },
  ],
};
