// The demonstration's notice (R2.5): what a person should know before saying a word, in plain language.
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';

export const registrationNotice: NoticeDefinition = {
  id: 'registration-notice',
  version: 1,
  title: { 'zh-CN': '用户实名信息收集告知书', en: 'Notice on the collection of real-name information' },
  sections: [
    {
      topic: 'purpose',
      heading: { 'zh-CN': '为什么收集', en: 'Why we ask' },
      body: {
        'zh-CN':
          '根据《网络安全法》《反电信网络诈骗法》和电话用户实名登记的规定，办理入网、变更等业务须登记用户真实身份。我们收集您的信息，是为了核实是您本人在办理、为您提供所选业务，并防止他人冒用您的身份。',
        en: 'The Cybersecurity Law, the Law against Telecom and Online Fraud and the rules on real-name registration of telephone users require us to register who you are. We ask so that we know it is you, can provide the service you chose, and can keep others from using your identity.',
      },
    },
    {
      topic: 'scope',
      heading: { 'zh-CN': '收集哪些信息', en: 'What we ask' },
      body: {
        'zh-CN':
          '基本身份信息：姓名、证件类型、证件号码、联系电话。由监护人或代理人办理时，还登记代办人的同样信息、与您的关系和代办依据。补充信息：所在地区、联系地址、职业。补充信息逐项征得您的同意，不同意也不影响办理。除此之外不收集其他信息。',
        en: 'Core information: name, type and number of your identity document, contact phone. When a guardian or an agent acts, the same of them, their relation to you and the proof of their authority. Supplementary information: region, address and occupation. Each supplementary item needs your separate consent; saying no does not affect the service. We ask nothing else.',
      },
    },
    {
      topic: 'method',
      heading: { 'zh-CN': '怎样收集', en: 'How we ask' },
      body: {
        'zh-CN':
          '由柜台工作人员查验您的证件原件，当面录入并请您核对。信息在本柜台的电脑上即时加密，再安全传送到公司服务器。提交后的几天内，为您办理的人员可以在本柜台查看和更正，每次查看都有记录；之后本柜台不能再查看您登记的内容。',
        en: 'A clerk examines your original document, enters the information in front of you and asks you to check it. It is encrypted at once on the computer of this counter and sent securely to our server. For a few days after submission whoever served you can read and correct it at this counter, and each reading is recorded; afterwards this counter can no longer read what you registered.',
      },
    },
    {
      topic: 'rules',
      heading: { 'zh-CN': '怎样使用', en: 'How we use it' },
      body: {
        'zh-CN':
          '仅用于提供您办理的业务、履行法定义务和保障账户安全。只有经授权的人员因工作需要才能查看，每次查看都有记录。不用于营销，不出售。',
        en: 'Only to provide the service you chose, to meet our legal duties and to keep your account safe. Only authorised staff may read it when their duty requires it, and every reading is recorded. It is not used for advertising and never sold.',
      },
    },
    {
      topic: 'retention',
      heading: { 'zh-CN': '保存多久', en: 'How long we keep it' },
      body: {
        'zh-CN': '自业务终止之日起保存 5 年；期满后经审批删除或匿名化。法律另有规定的，从其规定。',
        en: 'For five years after the service ends; then it is deleted or made anonymous after approval, unless the law requires otherwise.',
      },
    },
    {
      topic: 'recipients',
      heading: { 'zh-CN': '谁会看到', en: 'Who sees it' },
      body: {
        'zh-CN':
          '公司经授权的岗位；依法进行身份核验的公安机关和主管部门。需要提供给其他第三方时，我们会先告知您并征得您的单独同意。您可以随时查询您的信息提供给了谁。',
        en: 'Authorised posts of our company, and the authorities that verify identities by law. Before anyone else receives it we tell you and ask for your separate consent. You may ask at any time with whom it was shared.',
      },
    },
    {
      topic: 'rights',
      heading: { 'zh-CN': '您的权利', en: 'Your rights' },
      body: {
        'zh-CN':
          '您可以查询、复制、更正您的信息，撤回对补充信息的同意，要求删除，或者投诉举报。请到任一网点或拨打服务热线 10000（示范），我们在 15 个工作日内答复。您也可以不同意本告知，此时我们不收集任何信息，也无法办理须实名的业务。',
        en: 'You may see, copy and correct your information, withdraw consent to supplementary items, ask for deletion, or complain: at any branch or by the service line 10000 (demonstration). We answer within 15 working days. You may also decline this notice; then we collect nothing, and cannot provide a service that requires registration.',
      },
    },
  ],
};
