import type { Migration } from '../migration.ts';

export const endRegistrations: Migration = {
  version: 32,
  name: 'end-registrations',
  sql: `
    -- A registration that goes on no more, submitted or a correction dropped, keeps no answer and no image, whoever ended it.
    CREATE TRIGGER registration_ended AFTER UPDATE OF state ON registration WHEN NEW.state = 'submitted' BEGIN
      DELETE FROM field_consent WHERE registration_id = NEW.id;
      DELETE FROM attachment WHERE registration_id = NEW.id;
    END;
    -- Corrections dropped before left theirs.
    DELETE FROM attachment WHERE registration_id IN (SELECT id FROM registration WHERE state = 'submitted');
  `,
};
