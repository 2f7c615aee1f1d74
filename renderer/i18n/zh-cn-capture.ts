// Chinese texts of the counter's capture: who is at the counter, the region list, the document reader, the keys.
import type { PartyWarningCode } from '#src/domain/forms/field-error.ts';

export const captureErrors = {
  'consent/representative-not-asked': '这项服务的登记表没有代办人栏目，只能由用户本人办理。请返回选择“本人”。',
} as const;

export const captureFieldErrors = {
  'forms/region': '请从列表中选一个地区，可输入汉字、拼音或首字母查找',
  'forms/guardian-needed': '证件显示未满 {{age}} 周岁，须由父母或其他监护人同意。请放弃本次登记，在告知书页面选“监护人”重新办理',
  'forms/same-person': '这是用户本人的证件号码，请填写代办人自己的证件',
} as const;

export const partyWarnings = {
  'forms/adult-with-guardian': '证件显示用户已成年，通常不需要监护人。请确认有法院或居委会等出具的监护证明。',
  'forms/minor-without-guardian': '证件显示用户未满 18 周岁，通常应由监护人办理。请确认后再继续。',
  'forms/minor-representative': '证件显示代办人未满 18 周岁，请确认其能否代为办理。',
} as const satisfies Record<PartyWarningCode, string>;

export const capture = {
  regions: {
    list: '地区列表',
    none: '没有找到。请换一种写法：汉字、拼音、首字母或六位代码都可以。',
    found: '{{count}} 个结果',
  },
  parties: {
    question: '今天由谁办理？',
    hint: '按数字键选择',
    subject: '本人',
    guardian: '监护人',
    agent: '代理人',
    explain: {
      subject: '用户本人在场',
      guardian: '父母等替未成年人办理',
      agent: '受用户委托，代为办理',
    },
    acceptedBy: { subject: '本人已同意', guardian: '监护人已同意', agent: '代理人已同意' },
    sections: { subject: '用户（被登记人）', guardian: '监护人（在场办理）', agent: '代理人（在场办理）' },
    whose: { subject: '用户的号码所载', guardian: '监护人的号码所载', agent: '代理人的号码所载' },
  },
} as const;
