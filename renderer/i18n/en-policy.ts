// English texts of the policy's limits, in the shape of the Chinese.
export const policy = {
  limits: {
    title: 'Limits of this workstation',
    open: 'Explain the limits of this workstation',
    allFine: 'Limits: fine',
    close: 'Understood',
    item: 'Limit',
    now: 'At present',
    todo: 'What to do',
    unknown: 'not known yet',
    until: 'Signing in is possible until {{time}}',
    ended: 'Nobody can sign in since {{time}}',
    levels: { fine: 'fine', warning: 'near the limit', reached: 'limit reached' },
    items: {
      'offline-days': {
        title: 'Days offline',
        short: 'Offline for {{used}} days (limit {{allowed}})',
        value: '{{used}} days without the server, {{allowed}} are allowed',
        meaning:
          'At the limit nobody can sign in here, and whoever is signed in is signed out; unfinished registrations are kept, encrypted, and go on afterwards.',
        todo: 'Restore the network. A branch without any network imports a signed configuration file from IT at the sign-in screen.',
      },
      pending: {
        title: 'Waiting records',
        short: '{{used}} records waiting (limit {{allowed}})',
        value: '{{used}} records, {{allowed}} are allowed',
        meaning: 'At the limit no new registration can be started; open ones can be submitted.',
        todo: 'Restore the network so that records are sent, or ask IT to raise the limit.',
      },
      disk: {
        title: 'Disk space',
        short: 'Only {{used}} MB of disk left ({{allowed}} MB needed)',
        value: '{{used}} MB free, at least {{allowed}} MB are needed',
        meaning: 'Below the minimum no new registration can be started; open ones can be submitted.',
        todo: 'Ask IT to free disk space. Do not delete anything in this program’s data folder.',
      },
      'clock-drift': {
        title: 'Clock',
        short: 'Clock differs from the server by {{used}} minutes',
        value: '{{used}} minutes from the server’s, {{allowed}} are allowed',
        meaning: 'Beyond the limit work goes on, but times in records will be wrong; the difference is put on record.',
        todo: 'Ask IT to set the clock; it is compared again when the server is reached.',
      },
    },
  },
} as const;
