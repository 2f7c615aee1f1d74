// Chinese texts of what authorities answered.
export const verification = {
  verification: {
    title: '权威核验',
    states: {
      'not-required': '本机构不要求权威核验',
      pending: '本地校验通过，待权威核验',
      verified: '已核验',
      refuted: '核验未通过',
      undecided: '无法自动核验，须人工处理',
    },
    kinds: { 'identity-authority': '身份信息核验', 'public-security': '公安数据库比对' },
    outcomes: { confirmed: '一致', refuted: '不一致', unanswerable: '无法比对' },
    reasons: {
      'name-differs': '姓名与证件号码不一致',
      'number-unknown': '查无此证件号码',
      'document-invalid': '证件已失效或被注销',
      'portrait-differs': '照片比对不一致',
      differs: '信息不一致',
      'document-unsupported': '核验机构不受理这种证件',
      'values-missing': '登记中没有核验所需的姓名、号码或照片',
      'source-refuses': '核验机构未给出结论',
    },
    waitingFor: '等待：{{kind}}',
    answer: '{{kind}}：{{outcome}}',
    source: '来源 {{source}}',
    reference: '查询编号 {{reference}}',
    tell: '请告知用户：{{reason}}。请核对证件原件，用下面的“更正”改正后重新提交；原来的版本和核验结果都保留。',
  },
} as const;
