// Contact of a subject (R3.3): SMS code, telephone call, put off.
import type { contactErrors as chinese } from './zh-cn-contact.ts';

export const contactErrors: Record<keyof typeof chinese, string> = {
  'contact/not-asked': 'This organisation does not check contact numbers.',
  'contact/no-number': 'Please fill in the telephone number first.',
  'contact/not-mobile': 'A fixed line receives no messages. Please call the number instead.',
  'contact/too-soon': 'A message was sent a moment ago. The next one can be sent in {{waitSeconds}} s.',
  'contact/too-many': 'No more messages can be sent for now. Try again later, or call the number.',
  'contact/not-sent':
    'The message was not sent ({{failure}}). Nothing is lost: send again later, call the number, or put it off.',
  'contact/undeliverable':
    'The provider does not take this number ({{reason}}). Compare it with the person once more, or call it.',
  'contact/code-unknown': 'This code can no longer be used. Please send a new one.',
  'contact/code-expired': 'The code has expired. Please send a new one.',
  'contact/code-exhausted': 'This code is no longer valid. Please send a new one.',
  'contact/code-wrong': 'The code is not right; {{left}} more tries. Ask the person to look at the message again.',
  'contact/number-changed': 'The number was changed, so the code sent before does not count. Please send a new one.',
  'contact/nothing-asked': 'Tick what was asked on the telephone. That somebody answered says nothing about who it was.',
  'contact/not-established': 'Please check the contact number first, or choose to put it off.',
};
