// Chinese texts of every refusal. The keys are the codes of the error table and of the identity and forms domains: a code without
// its text does not compile. Written for the clerk, and at the fields for the subject; none of them repeats a value.

import type { ErrorCode } from '#src/contract/errors.ts';
import { attachmentErrors } from './zh-cn-attachments.ts';
import { branchDayErrors } from './zh-cn-branch-day.ts';
import { captureErrors } from './zh-cn-capture.ts';
import { contactErrors } from './zh-cn-contact.ts';
import { devicesErrors } from './zh-cn-devices-errors.ts';
import { exchangeErrors } from './zh-cn-exchange.ts';
import { onlineErrors } from './zh-cn-online-errors.ts';
import { readingErrors } from './zh-cn-reading.ts';
import { receiptErrors } from './zh-cn-receipts.ts';
import { reconciliationErrors } from './zh-cn-reconciliation.ts';
import { refusalErrors } from './zh-cn-refusal.ts';
import { requestsErrors } from './zh-cn-requests.ts';
import { restrictionErrors } from './zh-cn-restriction.ts';
import { serverKeyErrors } from './zh-cn-server-key.ts';
import { staffErrors } from './zh-cn-staff.ts';
import { subjectsErrors } from './zh-cn-subjects.ts';

export const errors = {
  ...exchangeErrors,
  ...serverKeyErrors,
  ...restrictionErrors,
  ...staffErrors,
  ...readingErrors,
  ...refusalErrors,
  ...requestsErrors,
  ...subjectsErrors,
  ...contactErrors,
  'internal/unexpected':
    '程序出现意外错误，已保存的内容不受影响。请重试；若再次出现，请把编号 {{correlationId}} 告知 IT 管理员。',
  'internal/invalid-input': '程序拒绝了这次提交的内容，没有保存任何更改。请重试，仍不行请联系 IT 管理员。',
  'internal/not-found': '找不到所需的内容。',
  'internal/too-many-requests': '请求过于频繁，请稍候再试。',
  'internal/too-large': '内容超过允许的大小。',
  'access/signed-out': '登录已结束，请重新登录。',
  'access/denied': '您的岗位没有这项操作的权限。',
  'startup/not-ready': '程序尚未准备好，请稍候。',
  'keychain/absent': '本机没有可用的系统钥匙串（{{backend}}）。',
  'keychain/locked': '系统钥匙串（{{backend}}）处于锁定状态。',
  'keychain/key-missing': '系统钥匙串（{{backend}}）里没有本工作站的密钥 {{keyId}}。',
  'keychain/key-wrong': '系统钥匙串（{{backend}}）里的密钥与本机数据库不匹配（{{keyId}}）。',
  'keychain/other-backend': '密钥原先存放在 {{backend}}，而现在使用的系统钥匙串是 {{present}}（密钥 {{keyId}}）。',
  'recovery/not-needed': '目前没有需要恢复的密钥。请先按“重试”。',
  'recovery/no-wrap':
    '数据文件夹里没有恢复文件 database-key.recovery，无法请求恢复。请把它从备份放回数据文件夹，再试一次。没有任何更改。',
  'recovery/answer-unreadable': '这不是恢复答复文件，或内容不完整。请重新选择保管人给出的答复文件。没有任何更改。',
  'recovery/answer-foreign': '这份答复不是给本工作站这次请求的，或已被改动。请保管人按本页的请求重新作答。没有任何更改。',
  'recovery/not-restorable': '没有可以用来重建数据库的完整副本。没有任何更改。请保存诊断信息并联系 IT 管理员。',
  'recovery/key-wrong': '答复中的密钥打不开本机数据库，没有保存。请核对恢复文件是否属于本工作站。没有任何更改。',
  'store/rolled-back': '本机数据库比系统钥匙串记得的旧：钥匙串记到第 {{known}} 条操作记录，数据库只有 {{found}} 条或内容不同。',
  'store/corrupt': '本机数据库无法通过完整性检查。',
  'store/missing': '本机数据库文件不见了。',
  'store/disk-full': '磁盘空间不足，这一步没有保存；此前保存的内容都在。请清理磁盘后重试。',
  'store/not-writable': '数据文件夹无法写入。',
  'store/in-use': '本机数据库正被另一个程序使用。',
  'store/unreachable': '服务器暂时连不上它的数据库，这一步没有保存。稍后会自动再试。',
  'store/too-new': '本机数据由更新版本的程序写成（数据版本 {{found}}，本程序最高支持 {{supported}}）。',
  'staff/wrong-credentials': '工号或口令不正确，请再输入一次。',
  'staff/too-many-attempts': '多次输入错误，请等待 {{wait}}后再试。',
  'staff/not-cleared': '暂不能登录，以下记录缺失或已过期：{{missing}}。请联系网点负责人补办。',
  'staff/inactive': '该工号已停用，请联系网点负责人。',
  'staff/offline-too-long':
    '本工作站已有 {{days}} 天没有联系到服务器，已到上限，不能登录。请恢复网络，一分钟之内会自动联系服务器，然后再登录；没有网络请联系 IT 管理员。',
  'staff/other-person-needed': '需要另一位有权限的人员确认，不能由您自己确认。',
  'staff/same-person-needed': '请由当前登录的人员本人输入工号和口令。',
  'staff/may-not-confirm': '这位人员的岗位没有确认的权限，请由主管确认。',
  ...devicesErrors,
  'devices/already-enrolled': '本工作站已经注册，无需再次注册。',
  'devices/not-enrolled': '本工作站尚未注册。',
  'devices/code-malformed': '注册码不完整或有误：应为 8 组、每组 4 个字符。请逐组核对。',
  'devices/code-refused': '服务器不接受这个注册码：可能已使用、已过期或有误。请向 IT 管理员索取新的注册码。',
  'devices/address-invalid': '服务器地址有误：应以 https:// 开头。请核对后重填。',
  'devices/unknown': '服务器不认识本工作站。请联系 IT 管理员。',
  'devices/rolled-back':
    '服务器记得的操作记录比本机的新：本机数据可能是从旧备份恢复的。已保存的登记照常上传，不会丢失。请立即通知 IT 管理员。',
  'devices/cloned':
    '服务器发现有两台电脑在使用同一份工作站数据。已保存的登记照常上传，不会丢失。请停止新的登记，并立即通知 IT 管理员。',
  'devices/signature-refused': '服务器不接受本工作站的签名，常见原因是本机时间偏差过大。请核对系统时间。',
  'server/unreachable': '联系不到服务器。登记可照常进行，联网后自动同步。',
  'server/wrong-identity': '应答的服务器不是本机构的服务器，没有向它发送任何内容。请立即通知 IT 管理员。',
  'server/history-rewritten':
    '服务器的操作记录与本机以前核对过的不一致：记录可能被改写，或服务器恢复了旧备份。已保存的登记照常上传，不会丢失。请立即通知 IT 管理员。',
  'server/answer-invalid': '收到的应答不是来自服务器（可能是上网认证页面或代理）。没有发送任何登记内容。',
  'server/protocol-too-old': '本程序版本过低，服务器要求协议版本 {{minimum}} 以上。请联系 IT 管理员升级，待同步记录都会保留。',
  'configuration/unreadable': '这不是可以读取的签名配置文件，没有作任何更改。请核对选择的文件。',
  'configuration/wrong-signer': '这个文件不是本机构服务器签发的，没有作任何更改。请立即通知 IT 管理员。',
  'configuration/wrong-organisation': '这个文件属于另一个机构，没有作任何更改。',
  'configuration/not-newer': '这个文件不比本机已有的配置（第 {{current}} 版）新，没有作任何更改。请向 IT 管理员索取最新的文件。',
  'policy/too-many-pending':
    '待同步的记录已有 {{waiting}} 笔，达到上限 {{allowed}} 笔，暂不能开始新的登记；已打开的登记可以照常完成。请恢复网络，或联系 IT 管理员。',
  'policy/disk-low':
    '磁盘只剩 {{free}} MB，低于规定的 {{needed}} MB，暂不能开始新的登记；已打开的登记可以照常完成。请联系 IT 管理员清理磁盘。',
  'forms/service-unknown': '这项服务已不在目录中，请重新选择。',
  ...captureErrors,
  'design/refused': '还有 {{count}} 处需要补全或更正，没有发布。',
  'design/overtaken': '在您编辑期间，这一项已由别人发布了新版本。您的草稿仍保留，请对照新版本后再发布。',
  'design/unknown': '这份草稿已不存在。',
  'consent/notice-outdated': '告知书已更新，请向用户出示新版本。',
  'registration/unknown': '这笔登记已不存在，请重新开始。',
  'registration/not-reviewed': '尚未完成现场核对，不能提交。',
  'registration/already-submitted': '这笔登记已经提交过了，不会重复保存。',
  'registration/review-incomplete': '核对清单还有 {{count}} 项没有完成。',
  'registration/second-review-missing': '这项服务须由主管复核，复核后才能提交。',
  'registration/duplicate-unacknowledged': '本机另有 {{count}} 笔登记使用同一证件号码。请先对照，确认是同一人办理新业务。',
  'registration/invalid': '有内容没有通过检查，请按提示更正。',
  'records/unknown': '本机没有这笔登记，或者不是您经办的。',
  'records/closed': '这笔登记已过本机可查看的期限，本机的副本已销毁；服务器上的登记不受影响。',
  'records/corrected-elsewhere': '这笔登记已由服务器按用户申请更正，请到“用户申请”继续办理。',
  'records/being-corrected': '另一位工作人员正在更正这笔登记，请等其提交或放弃。',
  'records/notice-changed': '告知书已更新，原来的同意不能沿用。请向用户出示新的告知书，同意后接着更正，已登记的内容会带过来。',
  'records/not-refused': '这笔登记没有被服务器退回，按原来的告知书更正即可。',
  ...receiptErrors,
  ...reconciliationErrors,
  ...branchDayErrors,
  ...attachmentErrors,
  ...onlineErrors,

  'sync/envelope-invalid': '服务器无法读取这条记录的密封格式。记录保留在本机，请联系 IT 管理员。',
  'sync/foreign-record': '服务器认为这条记录不属于本工作站。记录保留在本机，请联系 IT 管理员。',
  'sync/class-key-unknown': '服务器不认识这条记录使用的加密密钥。记录保留在本机，请联系 IT 管理员。',
  'sync/form-unknown':
    '服务器没有这条记录所用的表单版本，没有接收；记录保留在本机。请打开登记，按现在的表单更正后重新提交；打不开时，请 IT 补上该版本后再次发送，或由主管搁置。',
  'sync/second-review-missing': '这项服务须经主管复核，这一笔没有有效的复核记录，服务器没有接受。请打开登记，复核后重新提交。',
  'sync/correction-unfit': '服务器上没有这次更正所针对的版本，因此没有接受。登记仍保存在本机，请联系 IT 管理员。',
  'sync/conflict': '服务器上已有同编号而内容不同的记录，未被覆盖。记录保留在本机，请联系 IT 管理员。',
  'sync/not-refused': '这一笔没有被退回，或者已经处理过了，不需要搁置。',
  'sync/nothing-to-retry': '这条记录已不需要发送。',
  'sync/receipt-invalid': '服务器的回执未通过验证，因此仍按“待同步”处理。',
} as const satisfies Record<ErrorCode, string>;
