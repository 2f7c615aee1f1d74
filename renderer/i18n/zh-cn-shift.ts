// Ending a shift.
export const shift = {
  signingOut: {
    title: '您还有 {{count}} 笔登记没有提交',
    text: '保留的登记只有您能看到，下次登录后可以继续；请告诉还在等候的用户。不再办理的请丢弃。',
    none: '没有未完成的登记了。',
    stay: '先不退出',
    keep: '全部保留并退出',
    signOut: '退出',
  },
} as const;
