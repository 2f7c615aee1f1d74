// Chinese texts of the queue's actions and of what is carried in by hand.
export const queueTexts = {
  queueActions: { waiting: '重试…', quarantined: '处理…', synced: '详情…', superseded: '详情…' },
  queuePages: { newer: '较新', older: '较早', range: '第 {{from}}–{{to}} 笔，共 {{total}} 笔' },
  recordDetails: {
    title: '记录',
    retry: '立即重试这一笔',
    resend: '再次发送这一笔',
    close: '关闭',
    todo: {
      waiting: '已加密保存在本机，会自动重试，不需要您做什么；也可以现在就试。',
      quarantined: '服务器没有接受这一笔。请把下面的诊断信息交给 IT 管理员；原因消除后，再次发送。',
      synced: '服务器的签名回执已通过验证。',
      superseded: '这一笔已由更正后的记录替代，保留作为历史，不再发送。',
    },
  },
  shift: {
    title: '交接',
    nothing: '没有待交接的记录',
    waiting: '待同步 {{count}} 笔，联网后自动发送',
    quarantined: '{{count}} 笔需要处理，请查看队列',
  },
  look: {
    open: '显示',
    title: '显示设置',
    size: '文字大小',
    theme: '明暗',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    close: '完成',
  },
  configurationFile: {
    choose: '导入签名配置文件…',
    busy: '正在核对签名…',
    done: '已导入第 {{version}} 版配置（签发于 {{time}}），人员与限额已更新。',
  },
} as const;
