// Proving at the server who somebody is.
export const staffTexts = {
  prove: {
    title: '请证明您的身份',
    text: '要查阅的内容在服务器上。请输入您本人的口令；几分钟内再次查阅不必重新输入，退出或锁屏后须重新证明。',
    confirm: '确认',
    busy: '正在核对…',
    cancel: '取消',
  },
};

export const staffErrors = {
  'access/proof-needed': '服务器需要您先用口令证明身份，这一步没有执行。',
};
