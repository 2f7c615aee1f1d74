// Chinese texts of images and signatures.
export const attachmentErrors = {
  'attachments/not-an-image': '这个文件不是完整的 JPEG 或 PNG 图片，请换一张',
  'attachments/metadata': '图片里夹带了拍摄地点、时间等其他信息，未保存。请在这里重新拍摄或重新选择',
  'attachments/too-large': '图片太大了，未保存。请靠近一些只拍证件，或换一张较小的图片',
  'attachments/too-many-pixels': '图片边长超过 {{maximum}} 像素，未保存。请重新选择',
  'attachments/too-few-pixels': '图片太小，看不清内容。请重新拍摄，或换一张更清晰的图片',
  'attachments/too-many': '一份登记最多保存 {{maximum}} 张图片和签名',
  'attachments/field-unknown': '这份登记表没有这一项，图片未保存',
  'attachments/no-consent': '用户尚未同意提供这一项，图片未保存',
  'attachments/unknown': '这张图片已经不在了，请重新拍摄',
  'attachments/signature-not-optional': '这份登记表必须由用户本人签名',
  'registration/signature-missing': '还缺少用户签名，或签名后内容有改动。请用户核对后重新签名',
  'sync/attachments-missing': '还有 {{missing}} 张图片没有传完，登记会在图片传完后自动上传',
  'sync/attachment-invalid': '图片的密文与登记不符，服务器没有接收。请联系 IT 管理员',
  'sync/attachment-quota': '服务器暂时不能再接收图片，稍后会自动重试',
} as const;

export const attachmentFieldErrors = {
  'forms/image-required': '请拍摄或选择一张图片',
  'forms/image-unknown': '图片没有保存好，请重新拍摄或选择',
} as const;
