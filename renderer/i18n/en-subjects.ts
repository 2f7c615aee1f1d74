export const subjectsErrors = {
  'agent/gone':
    'The server cannot open what is sealed just now: the program that keeps the keys does not run there. Nothing was changed. Try again later.',
  'agent/sealed-unreadable': 'What is sealed could not be opened at the server. Please call IT.',
  'systems/client-refused': 'The system that asks is not known here, or its access was revoked.',
  'systems/service-unknown': 'There is no such service.',
  'systems/subject-unknown': 'Nobody with this document is known at the server yet.',
  'systems/event-conflict': 'This event was told before with another content.',
  'systems/start-refused': 'Business with this subject may not begin in this service now ({{answer}} {{reason}}).',
  'systems/event-in-future': 'This event lies in the future.',
} as const;
