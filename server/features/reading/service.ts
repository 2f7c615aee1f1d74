// Records of the whole organisation, read at the server by whoever has the duty (R1.3, R5.2).
import type * as z from 'zod';
import type { rightsResponse } from '#src/contract/sync/reading.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { readableClasses } from '#src/domain/reading/grants.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';

export interface ReadingService {
  readonly rights: (member: StaffMember) => Promise<z.input<typeof rightsResponse>>;
}

interface Dependencies {
  readonly configuration: { readonly newest: () => Promise<{ readonly body: Configuration }> };
}

export function createReadingService({ configuration }: Dependencies): ReadingService {
  return {
    rights: async (member) => {
      const { grants } = (await configuration.newest()).body;
      return { classes: readableClasses(grants, member).map((one) => ({ ...one, purposes: [...one.purposes] })) };
    },
  };
}
