// Chinese texts of the policy's limits: what each means, what to do, by when.
export const policy = {
  limits: {
    title: '运行限额',
    open: '查看运行限额的说明',
    allFine: '限额正常',
    close: '知道了',
    item: '限额',
    now: '目前',
    todo: '怎么办',
    unknown: '暂未知',
    until: '可登录至 {{time}}',
    ended: '自 {{time}} 起不能登录',
    levels: { fine: '正常', warning: '接近上限', reached: '已到上限' },
    items: {
      'offline-days': {
        title: '离线天数',
        short: '已离线 {{used}} 天（上限 {{allowed}} 天）',
        value: '{{used}} 天没有联系到服务器，上限 {{allowed}} 天',
        meaning: '到上限时，本工作站暂停登录，已登录的人员退出；未办完的登记会加密保留，恢复后可以继续。',
        todo: '请恢复网络。长期没有网络的网点，请向 IT 管理员索取签名配置文件，在登录画面导入。',
      },
      pending: {
        title: '待同步记录',
        short: '待同步 {{used}} 笔（上限 {{allowed}} 笔）',
        value: '{{used}} 笔，上限 {{allowed}} 笔',
        meaning: '达到上限后不能开始新的登记；已打开的登记可以照常提交。',
        todo: '请恢复网络，让记录发送出去；必要时请 IT 管理员调整上限。',
      },
      disk: {
        title: '磁盘空间',
        short: '磁盘只剩 {{used}} MB（至少 {{allowed}} MB）',
        value: '剩余 {{used}} MB，至少须有 {{allowed}} MB',
        meaning: '低于下限后不能开始新的登记；已打开的登记可以照常提交。',
        todo: '请 IT 管理员清理磁盘。不要删除本程序数据文件夹里的任何文件。',
      },
      'clock-drift': {
        title: '本机时间',
        short: '本机时间与服务器相差 {{used}} 分钟',
        value: '与服务器相差 {{used}} 分钟，上限 {{allowed}} 分钟',
        meaning: '超出上限时登记照常进行，但记录里的时间会不准，偏差会记入审计。',
        todo: '请 IT 管理员校准本机时间，联网后会重新比对。',
      },
    },
  },
} as const;
