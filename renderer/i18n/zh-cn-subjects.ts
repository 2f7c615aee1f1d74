export const subjectsErrors = {
  'agent/gone': '服务器上保管密钥的程序没有运行，暂时无法打开加密内容。没有任何改动，请稍后再试。',
  'agent/sealed-unreadable': '服务器无法打开这份加密内容，请联系 IT。',
} as const;
