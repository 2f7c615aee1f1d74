// Chinese texts of a damaged database made again from its snapshots.
export const restoreTexts = {
  restore: {
    label: '重建数据库',
    text: '本机存有数据库的加密快照，以及快照之后每一步操作的日志。可以由此重建数据库：已保存的登记和草稿都会回来，损坏的文件另行保留，不会删除。',
    start: '从快照重建',
    busy: '正在重建并逐页核对…',
    note: '重建会记入操作记录。磁盘可能有故障，请同时通知 IT 管理员。',
  },
};
