// Chinese texts of removable media.
export const exchangeTexts = {
  media: {
    open: '移动介质…',
    title: '用移动介质传送',
    intro:
      '本网点无法联网时，用 U 盘等介质把待同步的记录送到服务器，再把回执带回来。文件只有服务器能打开；导出不会改变记录，收到回执之前一直是“待同步”。',
    notPossible: '本机构还没有公布介质密钥。请 IT 管理员在服务器上生成后，用配置文件或联网带到本工作站。',
    export: '导出 {{count}} 笔待同步记录…',
    exportMore: '继续导出其余 {{count}} 笔…',
    nothing: '没有待同步的记录',
    choosing: '请选择保存位置',
    writing: '正在写入：第 {{done}} 笔，共 {{total}} 笔',
    checking: '已写完，正在读回核对，请勿拔出介质',
    cancel: '取消导出',
    done: '已写入并核对。请把下面的标签写在介质上，登记后交给专人送往服务器。',
    labelNumber: '介质编号',
    labelWorkstation: '工作站',
    labelRange: '记录',
    range: '第 {{from}}–{{to}} 笔，共 {{count}} 笔',
    labelFingerprint: '校验码',
    labelMadeAt: '导出时间',
    import: '导入回执…',
    importing: '正在核对签名…',
    imported:
      '已导入第 {{number}} 号介质的回执（签发于 {{time}}）：新同步 {{synced}} 笔，需处理 {{refused}} 笔，仍待同步 {{waiting}} 笔。',
    earlier: '导出过的介质',
    answered: '回执',
    answeredAt: '{{time}} 签发',
    notAnswered: '未带回',
    close: '关闭',
    exported: '已导出到第 {{number}} 号介质',
  },
} as const;

export const exchangeErrors = {
  'exchange/no-key': '本机构还没有公布介质密钥，无法导出。没有任何更改，请联系 IT 管理员。',
  'exchange/nothing-waiting': '没有待同步的记录可以导出。',
  'exchange/busy': '另一次导出正在进行。',
  'exchange/cancelled': '已取消，没有导出。记录仍保存在本机。',
  'exchange/medium-failed':
    '介质写入失败（{{reason}}），没有导出。请检查介质的空间和写保护，或换一个介质再试。记录仍保存在本机。',
  'exchange/not-verified': '写入后读回的内容不一致，文件已删除。请换一个介质再试。记录仍保存在本机。',
  'exchange/unreadable': '这不是完整的回执文件，可能已损坏或被改动。没有任何更改，请重新拷贝。',
  'exchange/not-ours': '这份回执不是给本工作站的。没有任何更改，请核对介质标签。',
  'exchange/wrong-signer': '这份回执不是本机构的服务器签发的。没有任何更改，请联系 IT 管理员。',
} as const;
