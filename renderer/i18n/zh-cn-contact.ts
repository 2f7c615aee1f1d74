// 联系方式核验（R3.3）：短信验证码、电话回访、推迟。
export const contactErrors = {
  'contact/not-asked': '本单位没有启用联系方式核验。',
  'contact/no-number': '请先填好联系电话，再核验。',
  'contact/not-mobile': '固定电话收不到短信，请改用电话回访。',
  'contact/too-soon': '刚发过一条，请在 {{waitSeconds}} 秒后再发。',
  'contact/too-many': '发送次数已达上限，请过一段时间再发，或改用电话回访。',
  'contact/not-sent': '短信没有发出去（{{failure}}）。资料都在，可以稍后再发、改用电话回访，或先推迟。',
  'contact/undeliverable': '短信平台不接受这个号码（{{reason}}）。请与用户再核对号码，或改用电话回访。',
  'contact/code-unknown': '这个验证码已经不能用了，请重新发送。',
  'contact/code-expired': '验证码已过期，请重新发送。',
  'contact/code-exhausted': '这个验证码已经失效，请重新发送。',
  'contact/code-wrong': '验证码不对，还可以再试 {{left}} 次。请用户再看一眼短信。',
  'contact/number-changed': '电话号码改过了，原来的验证码不能用，请重新发送。',
  'contact/nothing-asked': '请勾选在电话里核对了什么；只有人接电话，不能算核对过。',
  'contact/not-established': '请先核验联系方式；现在做不了的，请选“推迟核验”。',
} as const;
