// The server was put back to a backup.
export const keepingTexts = {
  restoreNotice:
    '服务器已于 {{at}} 从备份恢复（负责人：{{by}}）。本机已核对恢复声明；备份之后上传的 {{resent}} 笔登记会自动重新上传，无需重新登记。',
} as const;
