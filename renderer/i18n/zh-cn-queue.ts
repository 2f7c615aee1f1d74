// Chinese texts of the queue's actions and of what is carried in by hand.
export const queueTexts = {
  configurationFile: {
    choose: '导入签名配置文件…',
    busy: '正在核对签名…',
    done: '已导入第 {{version}} 版配置（签发于 {{time}}），人员与限额已更新。',
  },
} as const;
