// Records of the whole organisation, read at the server.
export const readingTexts = {
  reading: {
    title: '全机构登记资料',
    intro: '这里查阅的是服务器上全机构的登记资料。列表不显示姓名和证件号码；打开资料须有授权和目的，每次都会记入审计。',
    show: '连接服务器',
    rights: '您可以查阅的内容',
    noRights: '机构没有授权您查阅任何资料类别。',
    class: '资料类别',
    purposes: '可用的目的',
    purpose: {
      service: '提供服务',
      'customer-relations': '客户关系管理',
      'risk-control': '风险控制',
      'tax-filing': '税务申报',
      'regulatory-report': '监管报送',
      'subject-request': '用户查询或更正本人资料',
      supervision: '监督检查',
    },
  },
};

export const readingErrors = {
  'reading/not-granted': '机构没有授权您为这个目的查阅这类资料。这次请求已记入审计。',
  'reading/unknown': '服务器上没有这条登记。',
};
