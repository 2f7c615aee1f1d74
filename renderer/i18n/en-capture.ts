// English texts of the counter's capture, in the shape of the Chinese.
import type { SameKeys } from './same-keys.ts';
import type * as zh from './zh-cn-capture.ts';

export const captureErrors: SameKeys<typeof zh.captureErrors> = {
  'reader/not-configured':
    'No reader service is set up on this workstation. Please type the entries; ask IT if a reader is needed.',
  'reader/address-invalid':
    'The reader service must be on this machine: http://127.0.0.1 with its port, such as http://127.0.0.1:8080/read.',
  'reader/busy': 'A document is being read. Wait for it, or cancel first.',
  'reader/unreachable':
    'The reader service was not found. See whether the reader is plugged in and its program runs, or type the entries.',
  'reader/too-slow': 'The reader found no document. Lay it flat on the reader and try again, or type the entries.',
  'reader/failed': 'The reader reports that it could not read. Take the document off, lay it down again, or type the entries.',
  'reader/answer-invalid':
    'What the reader said is no document we know. Compare the document and try again, or type the entries.',
  'reader/cancelled': 'Reading was cancelled.',
  'consent/representative-not-asked':
    'The form of this service has no place for a representative: only the person themselves can register. Go back and choose “In person”.',
};

export const captureFieldErrors: SameKeys<typeof zh.captureFieldErrors> = {
  'forms/region': 'Please pick a region from the list; type Chinese, pinyin or initials to find it',
  'forms/guardian-needed': 'By the document, the person is under {{age}}: a parent or other guardian must agree first',
  'forms/same-person': 'This is the number of the person being registered. Please fill in the representative’s own document',
};

export const partyWarnings: SameKeys<typeof zh.partyWarnings> = {
  'forms/adult-with-guardian':
    'By the document, the person is an adult and usually needs no guardian. Make sure there is a proof of guardianship.',
  'forms/minor-without-guardian':
    'By the document, the person is under 18; usually a guardian comes along. Make sure before going on.',
  'forms/minor-representative': 'By the document, the representative is under 18. Make sure they may act for the person.',
};

export const capture: SameKeys<typeof zh.capture> = {
  guardian: {
    text: 'With the guardian here, let them read the notice and accept it. The required entries stay on the screen; optional entries and pictures are asked for again.',
    restart: 'Go on with the guardian',
    notHere:
      'The form of this service has no place for a guardian: nobody under 14 can be registered for it. Discard this registration.',
    ofCorrection:
      'A correction keeps who accepted. Discard it: if opening the record shows a new notice first, let the guardian accept that one; otherwise make a new registration with the guardian.',
  },
  reader: {
    key: 'Read document',
    waiting: 'Reading the document',
    waitingText: 'Please lay the document flat on the reader.',
    cancel: 'Cancel',
    title: 'What the reader says',
    text: 'Compare it with the document before taking it. Until then nothing that was filled in is changed.',
    take: 'Take it',
    leave: 'Leave it',
    name: 'Name',
    type: 'Document',
    number: 'Number',
    address: 'Address',
    sources: { reader: 'by reader', typed: 'typed' },
  },
  shortcuts: {
    title: 'Keys on this page',
    none: 'This page has no keys of its own.',
    open: 'Keys',
    close: 'Close',
    tab: 'Tab goes to the next control, Shift+Tab back.',
    next: 'Next entry',
    back: 'Entry before',
    help: 'Show the keys of this page',
  },
  regions: {
    list: 'Regions',
    none: 'Nothing found. Try another way: Chinese, pinyin, initials or the six-digit code.',
    found: '{{count}} found',
  },
  parties: {
    question: 'Who is here today?',
    hint: 'press its number',
    subject: 'In person',
    guardian: 'Guardian',
    agent: 'Agent',
    explain: {
      subject: 'the person to be registered',
      guardian: 'a parent or other guardian for a child or ward',
      agent: 'somebody the person has authorised',
    },
    acceptedBy: { subject: 'accepted in person', guardian: 'accepted by the guardian', agent: 'accepted by the agent' },
    sections: {
      subject: 'The person to be registered',
      guardian: 'The guardian (at the counter)',
      agent: 'The agent (at the counter)',
    },
    whose: {
      subject: 'What the person’s number says',
      guardian: 'What the guardian’s number says',
      agent: 'What the agent’s number says',
    },
  },
};
