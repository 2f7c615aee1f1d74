// English texts of removable media.
export const exchangeTexts = {
  media: {
    open: 'Removable media…',
    title: 'Transfer by removable media',
    intro:
      'Where there is no network, a medium carries the waiting records to the server and brings the receipts back. Only the server can open the file. Exporting changes no record: each stays “waiting” until its receipt is here.',
    notPossible:
      'The organisation has not published a key for media yet. Ask IT to make one on the server and to bring the configuration here.',
    export: 'Export {{count}} waiting records…',
    exportMore: 'Export the other {{count}}…',
    nothing: 'No record is waiting',
    choosing: 'Choose where to save the file',
    writing: 'Writing record {{done}} of {{total}}',
    checking: 'Written; reading it back to compare. Do not remove the medium',
    cancel: 'Cancel the export',
    done: 'Written and compared. Write this label on the medium, register it, and hand it to the person who carries it to the server.',
    labelNumber: 'Medium number',
    labelWorkstation: 'Workstation',
    labelRange: 'Records',
    range: '{{from}}–{{to}}, {{count}} in all',
    labelFingerprint: 'Check code',
    labelMadeAt: 'Exported at',
    import: 'Import receipts…',
    importing: 'Checking the signature…',
    imported:
      'Took over the receipts of medium {{number}} (issued {{time}}): {{synced}} newly synced, {{refused}} need attention, {{waiting}} still waiting.',
    earlier: 'Media exported before',
    answered: 'Receipts',
    answeredAt: 'issued {{time}}',
    notAnswered: 'not back yet',
    close: 'Close',
    exported: 'on medium {{number}}',
  },
} as const;

export const exchangeErrors = {
  'exchange/no-key': 'The organisation has published no key for media, so nothing was exported. Nothing was changed; call IT.',
  'exchange/nothing-waiting': 'No record is waiting to be exported.',
  'exchange/busy': 'Another export is running.',
  'exchange/cancelled': 'Cancelled; nothing was exported. The records are still kept here.',
  'exchange/medium-failed':
    'The medium could not be written ({{reason}}); nothing was exported. Check its space and write protection, or try another one. The records are still kept here.',
  'exchange/not-verified':
    'What was read back differs from what was written; the file was removed. Try another medium. The records are still kept here.',
  'exchange/unreadable':
    'This is not a complete file of receipts; it may be damaged or altered. Nothing was changed; copy it again.',
  'exchange/not-ours': 'These receipts are not for this workstation. Nothing was changed; check the label of the medium.',
  'exchange/wrong-signer': 'These receipts were not signed by the server of this organisation. Nothing was changed; call IT.',
} as const;
