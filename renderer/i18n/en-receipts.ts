// English texts of receipts and printing.
export const receiptScreens = {
  receipt: {
    title: 'Receipt of registration',
    number: 'Receipt no.',
    reprint: 'Reprint no. {{count}}',
    electronic: 'Electronic copy (PDF)',
    qr: 'QR code of the receipt, for checking it with the server later',
    service: 'Service',
    subject: 'Person',
    place: 'Accepted at',
    clerk: 'Clerk no.',
    submittedAt: 'Accepted on',
    state: 'Status',
    notice: 'Notice',
    noticeOf: 'Accepted: {{title}}, version {{version}}',
    at: {
      waiting: 'Waiting to be sent: saved encrypted at this counter, not yet at the server',
      quarantined: 'Not taken by the server yet: our staff are dealing with it',
      synced: 'Synced: received by the server on {{time}}, number {{position}}',
    },
    consents: 'Supplementary information (each agreed separately)',
    agreed: 'agreed',
    declined: 'declined',
    rights: 'Your rights and how to ask',
    meaning:
      'This receipt shows that the registration was accepted and saved encrypted. It does not say that the identity was verified. Name and document number are masked. Please keep it.',
    recordId: 'Record',
    revision: 'revision {{revision}}',
    hash: 'Fingerprint',
    madeAt: 'issued {{time}}',
    open: 'Receipt, reprint',
    back: 'Back',
    preview: 'Preview of the receipt',
    print: 'Print receipt',
    printAgain: 'Print again',
    printing: 'Printing…',
    pdf: 'Save as PDF',
    notPrinted: 'Not printed yet',
    printed: 'Printed: {{count}} (taken by the printer)',
    unknown: '{{count}} may or may not have come out',
    saved: 'PDF saved: {{count}}',
    between: '; ',
  },
  noticePrint: { print: 'Print notice', printed: 'Printed; print again' },
  printing: {
    printer: 'Printer',
    paper: 'Paper',
    noPrinter: 'No printer is installed',
    defaultPrinter: 'The system’s default printer',
    absent: '{{name}} (not connected now)',
    papers: { a5: 'A5', a4: 'A4', 'roll-80': '80 mm thermal roll' },
  },
} as const;

export const receiptErrors = {
  'receipts/unknown': 'This workstation has no such registration, so there is no receipt of it.',
  'printing/printer-missing':
    'Not printed: no printer was found. Check its power and cable, choose another one, or save a PDF instead.',
  'printing/failed':
    'Not printed: the printer reported a failure ({{reason}}). Check it and try again, choose another one, or save a PDF instead.',
  'printing/pdf-failed': 'The PDF was not saved ({{reason}}). Please try another place.',
  'printing/cancelled': 'Cancelled: nothing was printed or saved.',
  'printing/outcome-unknown':
    'It may or may not have been printed: the printer has not answered for a minute. Look at its tray; if there is no paper, print again. It will say that it is a reprint.',
  'printing/busy': 'The page before is still being printed. Please wait.',
} as const;
