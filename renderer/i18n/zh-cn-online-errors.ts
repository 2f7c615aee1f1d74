// Chinese texts of what the online channel refuses; said to the subject, who is alone with the page.
export const onlineErrors = {
  'online/closed': '网上办理现在没有开放，请稍后再试，或到营业厅办理。没有保存任何内容。',
  'online/session-ended':
    '本次办理已结束：页面停留时间过长，或在另一个页面开始了办理。已填写的内容还在本页，请重新阅读告知书并选择，之后可接着办理；补充资料须重新同意。',
  'online/code-refused': '验证码不对、已过期，或输错次数太多。请核对后再试，或重新获取。',
  'online/phone-unproved': '请先用短信验证码确认联系电话。',
  'online/at-counter': '这份登记不能在网上办结，没有保存任何内容。请携带本人证件到营业厅办理。',
  'online/not-offered': '这项服务须到营业厅办理。',
} as const;
