// Chinese texts at the fields: said to the clerk and readable to the subject, with what to look at next. Never the value itself.

import type { FieldCode, FieldWarningCode } from './codes.ts';
import { attachmentFieldErrors } from './zh-cn-attachments.ts';
import { captureFieldErrors } from './zh-cn-capture.ts';

export const fieldErrors = {
  'forms/required': '请填写或选择这一项',
  'forms/too-long': '太长了：最多 {{maximum}} 个字，现在是 {{length}} 个字',
  'forms/characters': '含有无法显示的字符，请删除后重新输入',
  'forms/choice': '请从选项中选择一项',
  'forms/date': '不是有效的日期，请按 1990-03-07 或 19900307 的样子填写',
  'forms/date-too-early': '日期太早：最早为 {{earliest}}',
  'forms/date-too-late': '日期太晚：最晚为 {{latest}}',
  'forms/number': '请填写整数，例如 3',
  'forms/number-too-small': '数值太小：最小为 {{minimum}}',
  'forms/number-too-large': '数值太大：最大为 {{maximum}}',
  'forms/document-type-first': '请先选择证件类型',
  ...captureFieldErrors,

  ...attachmentFieldErrors,

  'identity/empty': '请填写证件号码',
  'identity/length': '应为 {{expected}} 位，现在是 {{actual}} 位，请核对是否漏填或多填',
  'identity/length-range': '应为 {{minimum}} 至 {{maximum}} 位，现在是 {{actual}} 位',
  'identity/character': '第 {{position}} 位的“{{character}}”不会出现在这种证件号码里，请核对',
  'identity/digit-missing': '护照号码至少含有一个数字，请核对证件',
  'identity/check-character': '第 {{position}} 位与前 {{before}} 位不符，请再核对证件',
  'identity/region': '号码开头的地区代码不存在，请核对前几位',
  'identity/permit-region': '居住证号码应以 810000、820000 或 830000 开头，请核对',
  'identity/birth-date': '号码中的出生{{part}}不存在，请核对第 7 至 14 位',
  'identity/birth-date-future': '号码中的出生日期在今天之后，请核对',
  'identity/age-implausible': '按号码推算年龄超过 {{maximum}} 岁，请核对出生年份',
  'identity/document-kind': '这个号码像是{{looksLike}}的号码，请核对证件类型',
  'identity/first-generation': '15 位的第一代身份证已于 2013 年停用，请使用 18 位号码的证件',
  'identity/travel-permit': '这是来往内地通行证的号码。请在证件类型中选“港澳居民来往内地通行证”，或换用居住证',
  'identity/travel-permit-letter': '港澳居民来往内地通行证的号码以 H 或 M 开头，请核对',
  'identity/chinese-passport-letter': '中国护照的号码以 E 开头（公务护照为 DE、SE、PE），请核对；外国护照请改选证件类型',
  'identity/birth-date-mismatch': '出生日期与证件号码不一致，请核对',
  'identity/sex-mismatch': '性别与证件号码不一致，请核对',
  'identity/age-mismatch': '年龄与证件号码不一致，请核对',

  'name/empty': '请填写姓名',
  'name/character': '第 {{position}} 个字“{{character}}”不会出现在证件姓名里，请核对',
  'name/invisible-character': '第 {{position}} 个位置有一个看不见的字符，请删除后重新输入',
  'name/private-use-character': '第 {{position}} 个字是本机自造字，换一台机器会显示成别的字。请用输入法重新输入',
  'name/script': '第 {{position}} 个字既不是汉字也不是拉丁字母，请按证件上印的姓名填写',
  'name/mixed-scripts': '汉字和拉丁字母不能混用，请按证件上印的姓名填写',
  'name/dot-position': '第 {{position}} 个位置的间隔点“·”多余，请核对',
  'name/separator-position': '第 {{position}} 个位置的符号多余，请核对',
  'name/length': '姓名应为 {{minimum}} 至 {{maximum}} 个字，现在是 {{actual}} 个，请照证件补全',

  'phone/empty': '请填写联系电话',
  'phone/character': '第 {{position}} 位的“{{character}}”不是数字，请核对',
  'phone/length': '现在是 {{actual}} 位：手机号应为 11 位，固定电话带区号应为 11 至 12 位',
  'phone/prefix': '开头几位既不像手机号，也不像带区号的固定电话，请核对',
  'phone/area-code': '这个区号不存在，请核对',
  'phone/local-number': '固定电话的本地号码不会这样开头，请核对',
  'phone/machine-number': '这是设备用的号码，打不通人。请换一个能联系到您的号码',
  'phone/country': '请填写中国内地的电话号码',
  'phone/extension': '请填写不带分机的号码',
} as const satisfies Record<FieldCode, string>;

export const fieldWarnings = {
  'identity/region-abolished': '该地区代码已停用，较早办证的人常见，请与证件核对即可',
  'identity/region-unknown': '未收录这个地区代码，请与证件核对',
  'identity/century-assumed': '号码只有两位年份，按较近的世纪推算，请与证件核对',
} as const satisfies Record<FieldWarningCode, string>;

export const dateParts = { year: '年份', month: '月份', day: '日期' } as const;

export const documentTypes = {
  'resident-id': '居民身份证',
  'temporary-resident-id': '临时居民身份证',
  'household-register': '户口簿',
  'hmt-residence-permit': '港澳台居民居住证',
  'hmt-travel-permit': '港澳居民来往内地通行证',
  'taiwan-travel-permit': '台湾居民来往大陆通行证',
  'foreign-permanent-resident': '外国人永久居留身份证',
  'chinese-passport': '中国护照',
  passport: '外国护照及其他护照',
} as const;
