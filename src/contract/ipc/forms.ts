import * as z from 'zod';
import { defineCalls } from '#src/contract/ipc/define.ts';
import { noticeDefinition } from '#src/domain/consent/schema.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { service } from '#src/domain/organisation/schema.ts';

export const formsCalls = defineCalls({
  /** The day by which this workstation judges ages and dates: by the server's time as far as known, not by the computer's clock alone. */
  'forms.today': {
    input: z.object({}),
    output: z.object({ today: z.iso.date() }),
    errors: [],
    permission: 'signed-in',
    audit: null,
  },
  /** The services this workstation may register for, core services first, each in the order the organisation gave. */
  'forms.services': {
    input: z.object({}),
    output: z.object({ services: z.array(service) }),
    errors: [],
    permission: 'registration:capture',
    audit: null,
  },
  /** The notice and the form of one service, in the versions a registration started now would be bound to. */
  'forms.open': {
    input: z.object({ serviceId: z.string().max(100) }),
    output: z.object({ service, form: formDefinition, notice: noticeDefinition }),
    errors: ['forms/service-unknown'],
    permission: 'registration:capture',
    audit: null,
  },
});
