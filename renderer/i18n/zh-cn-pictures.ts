// Pictures that are kept sealed and shown for a moment.
export const pictureTexts = {
  pictures: {
    open: '查看 {{seconds}} 秒',
    hide: '立即隐去（还剩 {{seconds}} 秒）',
    signature: { notice: '告知书上的签名', form: '登记表上的签名' },
  },
};
