// The server's key, renewed in order or replaced after a theft.
export const serverKeyTexts = {
  serverKey: {
    title: '服务器密钥',
    fingerprint: '指纹',
    serial: '更换次数',
    normal: '正常更换时，本工作站会自动跟随，无需任何操作。',
    offered:
      '服务器于 {{at}} 宣布：原密钥已被盗用，改用新密钥。核对之前，本工作站不相信任何服务器，也不上传任何内容；已保存的登记都在本机。',
    ask: '请向服务器的负责人当面或打电话问到新密钥的指纹（16 位），填在下面。不要使用邮件、短信或屏幕上出现的指纹。',
    typed: '新密钥的指纹',
    passphrase: '您的口令',
    needed: '请填写指纹和口令。',
    confirm: '确认新密钥',
    busy: '正在核对…',
    done: '已改用新密钥（{{fingerprint}}），正在重新连接服务器。',
    alarm: '服务器更换了密钥，等待 IT 管理员在“本机”页核对。核对之前不会上传任何内容，您可以照常登记。',
  },
} as const;

export const serverKeyErrors = {
  'server-key/none-offered': '目前没有等待确认的新密钥。服务器可能已经恢复联系，请刷新后再看。',
  'server-key/fingerprint-malformed': '指纹应为 16 位字母和数字，请检查是否漏填或多填。',
  'server-key/fingerprint-wrong':
    '这个指纹与服务器宣布的新密钥不符，没有作任何更改。请重新核对；仍然不符时，应答的可能不是本机构的服务器。',
} as const;
