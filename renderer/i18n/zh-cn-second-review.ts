// Chinese texts of the supervisor's confirmation.
export const secondReview = {
  secondReview: {
    title: '主管复核',
    text: '请主管对照证件原件复核，然后输入本人的工号和口令。',
    number: '主管工号',
    passphrase: '主管口令',
    confirm: '复核通过并提交',
    reason: '不通过的原因',
    noReason: '— 复核通过时不选 —',
    reasons: {
      'values-differ': '录入内容与证件不一致',
      'document-doubtful': '证件有疑问',
      'consent-unclear': '用户的同意不明确',
      other: '其他，已当面说明',
    },
    sendBack: '退回柜员',
    sentBack: '主管 {{name}} 没有通过复核：{{reason}}。内容都还在，请更正后重新核对。',
  },
} as const;
