// Contact with a subject under the number they gave (R3.3, R2.5).
import * as z from 'zod';

/** What is sent by SMS: a code, that a registration was saved (R2.5), that an authority did not confirm it (R3.5), and what follows. */
export const smsTemplate = z.enum(['code', 'registered', 'not-confirmed', 'restricted', 'released', 'request-answered']);

/** Why a provider will not deliver a message; asking again would not help. */
export const smsRefusal = z.enum(['number-unknown', 'number-blocked', 'text-refused', 'provider-refuses']);
