export const subjectsErrors = {
  'agent/gone': '服务器上保管密钥的程序没有运行，暂时无法打开加密内容。没有任何改动，请稍后再试。',
  'agent/sealed-unreadable': '服务器无法打开这份加密内容，请联系 IT。',
  'systems/client-refused': '这个系统没有登记，或其访问已被撤销。',
  'systems/service-unknown': '没有这项服务。',
  'systems/subject-unknown': '服务器上还没有使用该证件的用户。',
  'systems/event-conflict': '这个事件编号已用于其他内容。',
  'systems/start-refused': '这位用户现在不能开始办理这项服务（{{answer}} {{reason}}）。',
  'systems/event-in-future': '事件时间晚于当前时间。',
} as const;
