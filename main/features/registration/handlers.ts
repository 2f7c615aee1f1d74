import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { registrationCalls } from '#src/contract/ipc/registration.ts';
import { keepDraft, listUnfinished, resumeRegistration } from './drafts.ts';
import { findSameDocument } from './duplicates.ts';
import type { RegistrationPorts } from './ports.ts';
import { confirmReview, sendBackReview } from './second-review.ts';
import { discardRegistration, reviewRegistration, submitRegistration } from './service.ts';

export function registrationHandlers(ports: RegistrationPorts): Handlers<typeof registrationCalls> {
  return {
    'registration.save': (input, context) => keepDraft(ports, requireSession(context), input),
    'registration.unfinished': (_input, context) => ({ items: listUnfinished(ports, requireSession(context)) }),
    'registration.resume': (input, context) => resumeRegistration(ports, requireSession(context), input.registrationId),
    'registration.sameDocument': (input, context) => ({ items: findSameDocument(ports, requireSession(context), input) }),
    'registration.review': (input, context) => reviewRegistration(ports, requireSession(context), input),
    'registration.confirm': (input, context) => confirmReview(ports, requireSession(context), input),
    'registration.sendBack': (input, context) => sendBackReview(ports, requireSession(context), input),
    'registration.submit': (input, context) => submitRegistration(ports, requireSession(context), input.registrationId),
    'registration.discard': (input, context) => {
      discardRegistration(ports, requireSession(context), input.registrationId);
      return {};
    },
  };
}
