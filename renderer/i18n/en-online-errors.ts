// English texts of what the online channel refuses; said to the subject, who is alone with the page.
export const onlineErrors = {
  'online/closed': 'The online channel is not open at the moment. Try again later or visit a branch. Nothing was saved.',
  'online/session-ended':
    'The page was left for too long, so this session has ended. What you typed is still on this page: read the notice and answer it again to go on.',
  'online/code-refused': 'The code is wrong, has expired or was mistyped too often. Check it, or ask for a new one.',
  'online/phone-unproved': 'Confirm your phone by the SMS code first.',
  'online/not-offered': 'This service is done at a branch.',
} as const;
