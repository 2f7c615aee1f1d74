// Chinese sentences of what is refused about workstations of the fleet.
export const devicesErrors = {
  'devices/waiting': '本工作站还在等待管理员批准，批准后即可使用。',
  'devices/revoked': '本工作站已被停用，服务器不再接收它的请求。已保存的记录仍在本机，不会丢失。请联系 IT 管理员。',
  'devices/stopped': '本工作站目前不能办理业务：尚未获得批准，或已被停用。已保存的记录仍在本机，不会丢失。请联系 IT 管理员。',
  'devices/no-such-device': '服务器上没有这台工作站，列表可能已经过时。请刷新后再试。',
  'devices/already-ended': '这台工作站已经停用，不能再批准。需要使用时，请用新的注册码重新注册。',
  'devices/not-active': '接替的工作站必须是另一台正在使用的工作站，被接替的工作站也必须曾经投入使用。请核对所选的两台工作站。',
  'devices/other-branch': '两台工作站不在同一个网点，不能接替。请用本网点的注册码注册新工作站。',
  'devices/already-replaced': '其中一台工作站已经有接替关系，不能重复设置。',
  'devices/retired': '本工作站停用之后送到的记录，服务器已封存，等待管理员决定是否接收。',
  'devices/record-rejected': '本工作站停用之后送到的这条记录，管理员已决定不接收。请向 IT 管理员了解原因。',
} as const;
