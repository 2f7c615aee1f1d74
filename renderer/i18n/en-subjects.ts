export const subjectsErrors = {
  'agent/gone':
    'The server cannot open what is sealed just now: the program that keeps the keys does not run there. Nothing was changed. Try again later.',
  'agent/sealed-unreadable': 'What is sealed could not be opened at the server. Please call IT.',
} as const;
