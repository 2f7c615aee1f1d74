// Chinese texts of the counter's capture: who is at the counter, the region list, the document reader, the keys.
import type { PartyWarningCode } from '#src/domain/forms/field-error.ts';

export const captureErrors = {
  'reader/not-configured': '本工作站没有连接读卡服务。请手工录入；需要读卡器时请联系 IT 管理员。',
  'reader/address-invalid': '读卡服务的地址必须在本机：http://127.0.0.1 加端口，例如 http://127.0.0.1:8080/read。',
  'reader/busy': '正在读取证件，请等这次读完，或先取消。',
  'reader/unreachable': '没有找到读卡服务。请检查读卡器是否插好、读卡程序是否已启动，或手工录入。',
  'reader/too-slow': '读卡器没有读到证件。请把证件平放在读卡器上再试，或手工录入。',
  'reader/failed': '读卡器报告读取失败。请取下证件重新放好再试，或手工录入。',
  'reader/answer-invalid': '读卡器给出的内容不是一张可识别的证件。请核对证件后再试，或手工录入。',
  'reader/cancelled': '已取消读取证件。',
  'consent/representative-not-asked': '这项服务的登记表没有代办人栏目，只能由用户本人办理。请返回选择“本人”。',
} as const;

export const captureFieldErrors = {
  'forms/region': '请从列表中选一个地区，可输入汉字、拼音或首字母查找',
  'forms/guardian-needed': '证件显示未满 {{age}} 周岁，须由父母或其他监护人同意后才能登记',
  'forms/same-person': '这是用户本人的证件号码，请填写代办人自己的证件',
} as const;

export const partyWarnings = {
  'forms/adult-with-guardian': '证件显示用户已成年，通常不需要监护人。请确认有法院或居委会等出具的监护证明。',
  'forms/minor-without-guardian': '证件显示用户未满 18 周岁，通常应由监护人办理。请确认后再继续。',
  'forms/minor-representative': '证件显示代办人未满 18 周岁，请确认其能否代为办理。',
} as const satisfies Record<PartyWarningCode, string>;

export const capture = {
  guardian: {
    text: '监护人在场时，请监护人重新阅读告知书并同意。用户的必填内容会保留在屏幕上，补充内容和图片须重新征得同意。',
    restart: '由监护人办理',
    notHere: '这项服务的登记表没有监护人栏目，未满 14 周岁的用户不能在此办理。请放弃本次登记。',
    ofCorrection:
      '更正沿用原来的同意人。请放弃这次更正：如果打开这笔登记时会先出示新的告知书，请由监护人同意；否则由监护人另办一份登记。',
  },
  reader: {
    key: '读取证件',
    waiting: '正在读取证件',
    waitingText: '请把证件平放在读卡器上。',
    cancel: '取消',
    title: '读到的证件信息',
    text: '请与证件核对，无误后采用。采用前不会改动已填写的内容。',
    take: '采用',
    leave: '不采用',
    name: '姓名',
    type: '证件类型',
    number: '证件号码',
    address: '住址',
    sources: { reader: '读卡器', typed: '手工' },
  },
  shortcuts: {
    title: '本页可用的按键',
    none: '本页没有单独的快捷键。',
    open: '快捷键',
    close: '关闭',
    tab: 'Tab 移到下一个控件，Shift+Tab 移回。',
    next: '下一项',
    back: '上一项',
    help: '显示本页可用的按键',
  },
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
