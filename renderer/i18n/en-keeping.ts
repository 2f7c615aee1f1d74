// The server was put back to a backup.
export const keepingTexts = {
  restoreNotice:
    'The server was restored from a backup on {{at}} ({{by}} answers for it). The statement was verified here. Registrations sent since that backup are sent again by themselves ({{resent}}); nothing has to be registered anew.',
} as const;
