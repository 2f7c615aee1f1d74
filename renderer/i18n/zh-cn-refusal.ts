// Chinese texts of telling a subject that an authority did not confirm a registration. The paper's words are the subject's.
import type { ErrorCode } from '#src/contract/errors.ts';

export const refusalTexts = {
  refusal: {
    mustTell: '待告知用户',
    notTold: '还没有告知用户。',
    told: '{{way}}：{{at}}，{{name}}',
    ways: { 'in-person': '已当面告知', telephone: '已电话告知', print: '已打印告知单' },
    message: { waiting: '告知短信发送中', sent: '已发短信告知', undeliverable: '告知短信未送达', 'not-sent': '告知短信未发出' },
    messaged: '{{state}}：{{at}}',
    language: '告知单语言',
    languages: { 'zh-CN': '中文', en: '英文' },
    print: '打印告知单',
    printing: '正在打印…',
    paper: {
      title: '核验未通过告知单',
      madeAt: '打印时间 {{at}}',
      intro: '您办理的这笔登记没有通过核验。这不表示您提供了虚假信息：录入有误，或者证件信息有过变更，都可能造成不一致。',
      service: '办理的服务',
      number: '回执编号',
      recordId: '登记编号',
      document: '证件号码',
      submittedAt: '登记时间',
      checked: '核对了什么，结果如何',
      check: '{{kind}}（{{at}}）',
      kinds: { 'identity-authority': '由权威机构核对姓名与证件号码', 'public-security': '与公安机关的数据库比对登记信息' },
      reasons: {
        'name-differs': '登记的姓名与证件号码不一致。',
        'number-unknown': '没有查到登记的证件号码。',
        'document-invalid': '登记的证件已经失效或被注销。',
        'portrait-differs': '照片与证件上的照片不一致。',
        differs: '登记的信息与证件信息不一致。',
        'document-unsupported': '无法核对这种证件。',
        'values-missing': '登记中缺少核对所需的姓名或号码。',
        'source-refuses': '没有得到核对结果。',
      },
      todo: '您可以怎么做',
      correct: '请带上证件原件和本单到网点，与工作人员一起核对登记内容。',
      resubmit: '登记有误的，当场更正后重新提交，会再核验一次，不用从头登记。',
      issuer: '登记与证件一致却仍未通过的，请向证件的签发机关查询。',
      later: '如果一直未通过',
      limits: {
        'further-check': '累计 {{count}} 次未通过后，为防止有人冒用您的身份，每次登记都须由主管当面再次核实身份。',
        refused: '累计 {{count}} 次未通过后，为防止有人冒用您的身份，须先由主管核实身份，才能再办理登记。',
      },
      ask: '有疑问时找谁',
      rights: '您同意的告知书写明：“{{text}}”',
      branch: '{{organisation}}{{branch}}，请出示本单或说出登记编号。',
    },
  },
} as const;

export const refusalErrors = {
  'verification/not-refuted': '最新的版本没有被核验机构否定，不用告知。请重新打开这笔登记查看。',
  'verification/already-told': '已经记录过以这种方式告知了用户。',
} satisfies Partial<Record<ErrorCode, string>>;
