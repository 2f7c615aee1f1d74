// The demonstration's form: core information (R2.1), who acts for the subject where somebody does, and three supplementary fields, each with
// its purpose, its necessity and its own consent (R2.2, R2.6).

import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';

const name: FieldDefinition = {
  name: 'name',
  part: 'core',
  label: { 'zh-CN': '姓名', en: 'Name' },
  help: {
    'zh-CN': '照证件上的姓名填写，生僻字、间隔点“·”也照写。',
    en: 'As the document prints it, rare characters and dots included.',
  },
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
  help: {
    'zh-CN': '您今天带来的是哪种证件？未成年人可用户口簿。',
    en: 'Which document did you bring? For children the household register will do.',
  },
  purpose: { 'zh-CN': '按证件种类核对号码格式。', en: 'To check the number by the rules of its document.' },
  necessity: {
    'zh-CN': '不同证件的号码规则不同，缺少类型无法核对。',
    en: 'Each document has its own number; without its type nothing can be checked.',
  },
  class: 'identity',
  input: {
    kind: 'document-type',
    options: [...documentTypes],
  },
};

const documentNumber: FieldDefinition = {
  name: 'documentNumber',
  part: 'core',
  label: { 'zh-CN': '证件号码', en: 'Document number' },
  help: {
    'zh-CN': '照证件上的号码填写，空格不用管，末位 x 大小写都可以。',
    en: 'As printed; spaces do not matter, nor whether the last x is small.',
  },
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
  help: {
    'zh-CN': '能联系到您的手机或固定电话（带区号）；未成年人可填监护人的电话。',
    en: 'Where you can be reached; for a landline with its area code. For children the guardian’s number.',
  },
  purpose: { 'zh-CN': '通知办理结果和账户安全事项。', en: 'To tell the outcome and matters of account security.' },
  necessity: {
    'zh-CN': '登记结果和异常使用须能及时告知本人。',
    en: 'The person must be reachable about the outcome and unusual use.',
  },
  class: 'contact',
  input: { kind: 'phone' },
};

const region: FieldDefinition = {
  name: 'region',
  part: 'supplementary',
  label: { 'zh-CN': '所在地区', en: 'Region' },
  help: {
    'zh-CN': '可不填。输入汉字、拼音或首字母查找，如 昆明、kunming、km。',
    en: 'Optional. Find it by Chinese, pinyin or initials: 昆明, kunming, km.',
  },
  purpose: { 'zh-CN': '安排就近网点上门安装和配送。', en: 'To send the nearest branch for delivery or installation.' },
  necessity: {
    'zh-CN': '仅在需要邮寄或上门安装时使用；自取可不填。',
    en: 'Used only for delivery or installation at home; not needed for collection in person.',
  },
  class: 'supplementary',
  input: { kind: 'region' },
};

const address: FieldDefinition = {
  name: 'address',
  part: 'supplementary',
  label: { 'zh-CN': '联系地址', en: 'Address' },
  help: { 'zh-CN': '可不填。街道、小区和门牌号。', en: 'Optional. Street, building and number.' },
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

const about = { part: 'core', party: 'representative' } as const;

/** Who acts for the subject: asked only when a guardian or an agent is at the counter. */
const representative: readonly FieldDefinition[] = [
  {
    ...name,
    ...about,
    name: 'representativeName',
    label: { 'zh-CN': '代办人姓名', en: 'Name of the representative' },
    help: { 'zh-CN': '照您自己（代办人）的证件填写。', en: 'As your own (the representative’s) document prints it.' },
    purpose: { 'zh-CN': '确认在场办理的是谁。', en: 'To know who is acting at the counter.' },
    necessity: {
      'zh-CN': '代他人办理须同时登记代办人身份。',
      en: 'Whoever acts for somebody else must be registered as well.',
    },
  },
  {
    ...documentType,
    ...about,
    name: 'representativeDocumentType',
    label: { 'zh-CN': '代办人证件类型', en: 'Document of the representative' },
    help: { 'zh-CN': '您（代办人）今天带来的是哪种证件？', en: 'Which document of your own did you bring?' },
  },
  {
    ...documentNumber,
    ...about,
    name: 'representativeDocumentNumber',
    label: { 'zh-CN': '代办人证件号码', en: 'Document number of the representative' },
    necessity: {
      'zh-CN': '代他人办理须核验代办人的有效证件。',
      en: 'The document of whoever acts for somebody else must be checked.',
    },
    input: { kind: 'document-number', typeField: 'representativeDocumentType' },
  },
  {
    ...phone,
    ...about,
    name: 'representativePhone',
    label: { 'zh-CN': '代办人电话', en: 'Phone of the representative' },
    help: {
      'zh-CN': '能联系到您（代办人）的手机或固定电话（带区号）。',
      en: 'Where you, the representative, can be reached; for a landline with its area code.',
    },
    purpose: { 'zh-CN': '核实代办事项。', en: 'To confirm what was done on behalf of the person.' },
  },
  {
    name: 'representativeRelation',
    ...about,
    label: { 'zh-CN': '与用户的关系', en: 'Relation to the person' },
    help: { 'zh-CN': '您是用户的什么人？', en: 'What are you to the person?' },
    purpose: { 'zh-CN': '确认代办人有权办理。', en: 'To see that the representative may act.' },
    necessity: {
      'zh-CN': '监护和委托的核对要求不同，缺少关系无法核对。',
      en: 'Guardians and agents are checked differently; without the relation nothing can be checked.',
    },
    class: 'identity',
    input: {
      kind: 'choice',
      options: [
        { value: 'parent', label: { 'zh-CN': '父亲或母亲', en: 'Father or mother' } },
        { value: 'other-guardian', label: { 'zh-CN': '其他监护人', en: 'Another guardian' } },
        { value: 'spouse', label: { 'zh-CN': '配偶', en: 'Spouse' } },
        { value: 'relative', label: { 'zh-CN': '子女或其他亲属', en: 'Child or other relative' } },
        { value: 'authorised', label: { 'zh-CN': '受托人', en: 'Authorised person' } },
      ],
    },
  },
  {
    name: 'representativeBasis',
    ...about,
    label: { 'zh-CN': '代办依据', en: 'Proof of authority' },
    help: { 'zh-CN': '您出示了哪种证明材料？', en: 'Which proof did you show?' },
    purpose: { 'zh-CN': '留存代办人有权办理的依据。', en: 'To record why the representative may act.' },
    necessity: {
      'zh-CN': '没有依据不能代他人办理，以防冒名。',
      en: 'Without proof nobody may act for somebody else; this prevents impersonation.',
    },
    class: 'identity',
    input: {
      kind: 'choice',
      options: [
        { value: 'household-register', label: { 'zh-CN': '户口簿', en: 'Household register' } },
        { value: 'birth-certificate', label: { 'zh-CN': '出生医学证明', en: 'Birth certificate' } },
        { value: 'guardianship', label: { 'zh-CN': '监护关系证明', en: 'Proof of guardianship' } },
        { value: 'authorisation', label: { 'zh-CN': '授权委托书', en: 'Letter of authorisation' } },
      ],
    },
  },
];

export const registrationForm: FormDefinition = {
  id: 'real-name-registration',
  version: 1,
  title: { 'zh-CN': '用户实名登记表', en: 'Real-name registration' },
  fields: [name, documentType, documentNumber, phone, region, address, occupation, ...representative],
  reviewChecks: [
    { id: 'document-valid', label: { 'zh-CN': '证件为原件且在有效期内', en: 'The document is an original and valid today' } },
    { id: 'person-matches', label: { 'zh-CN': '办理人与证件照片为同一人', en: 'The person is the one on the photograph' } },
    { id: 'entries-match', label: { 'zh-CN': '登记内容与证件逐项一致', en: 'Every entry agrees with the document' } },
    { id: 'subject-confirmed', label: { 'zh-CN': '用户已当面确认登记内容', en: 'The person has confirmed the entries' } },
    {
      id: 'authority-seen',
      party: 'representative',
      label: {
        'zh-CN': '已查验代办人的证件和代办依据原件',
        en: 'Document and proof of the representative were seen as originals',
      },
    },
  ],
};
