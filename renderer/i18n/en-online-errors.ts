// English texts of what the online channel refuses; said to the subject, who is alone with the page.
export const onlineErrors = {
  'online/closed': 'The online channel is not open at the moment. Try again later or visit a branch. Nothing was saved.',
  'online/session-ended':
    'This session has ended: the page was left for too long, or another page was begun. What you typed is still here: read the notice and answer it again to go on; supplementary details need your consent again.',
  'online/code-refused': 'The code is wrong, has expired or was mistyped too often. Check it, or ask for a new one.',
  'online/phone-unproved': 'Confirm your phone by the SMS code first.',
  'online/at-counter':
    'This registration cannot be completed online, and nothing was kept. Please bring your own document to a branch.',
  'online/not-offered': 'This service is done at a branch.',
} as const;
