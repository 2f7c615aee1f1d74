// Proving at the server who somebody is.
export const staffTexts = {
  prove: {
    title: '请证明您的身份',
    text: '要查阅的内容在服务器上。请输入您本人的口令；几分钟内再次查阅不必重新输入，退出或锁屏后须重新证明。',
    confirm: '确认',
    busy: '正在核对…',
    cancel: '取消',
  },
  person: {
    open: '我的账户',
    title: '我的账户',
    name: '姓名',
    number: '工号',
    role: '岗位',
    mark: '待改口令',
    initial: '您的口令是管理员设置的，管理员也知道它。请在连上服务器时改成自己的口令。',
    change: '修改口令',
    close: '关闭',
  },
  passphrase: {
    title: '修改口令',
    firstTitle: '请先设置自己的口令',
    firstText: '您现在的口令是管理员设置的，管理员也知道它。设置自己的口令后就可以开始工作。',
    present: '现在的口令',
    chosen: '新口令',
    chosenHelp: '至少 8 个字符，越长越好；一句只有您自己会想到的话最合适，空格、汉字、符号都可以用。',
    again: '再输一遍新口令',
    needed: '请填写',
    different: '与上面的新口令不一样，请再输一遍',
    text: '修改后，所有工作站都改用新口令；您在其他工作站上的登录会随之结束。这一步需要连上服务器。',
    submit: '确认修改',
    busy: '正在修改…',
    cancel: '取消',
    done: '口令已修改，在这台工作站上立即生效，其他工作站下次连上服务器时生效。',
    signOut: '退出',
  },
};

export const staffErrors = {
  'staff/passphrase-initial': '您的口令是管理员设置的，请先改成自己的口令，再做这一步。',
  'staff/passphrase-short': '新口令太短，至少要 {{minimum}} 个字符。口令没有修改。',
  'staff/passphrase-common': '很多人都在用这个口令，它已在公开的泄露名单里，请另换一个。口令没有修改。',
  'staff/passphrase-foreseeable':
    '新口令太容易猜到：多为连续、重复的字符，或者机构、网点、姓名、工号等词语。请另换一个。口令没有修改。',
  'staff/passphrase-unchanged': '新口令与现在的口令相同。口令没有修改。',
  'staff/passphrase-overtaken':
    '您的口令刚刚在别处改过了（您本人在另一台工作站，或者管理员），这次没有修改。请用最新的口令重新登录。',
  'staff/passphrase-unsettled':
    '新口令已发给服务器，但没有收到答复，不知道是否已改。请用同样的内容再试一次；下次登录时，原口令和新口令必有一个可用。',
  'access/proof-needed': '服务器需要您先用口令证明身份，这一步没有执行。',
};
