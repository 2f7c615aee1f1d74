import { RecordsPage } from '#renderer/features/records/records-page.tsx';
import { isPermitted } from '#src/domain/access/roles.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { RecordView } from './record-view.tsx';
import type { WorkspaceProps } from './workspace-props.ts';

export function RecordsWorkspace(props: WorkspaceProps) {
  return (
    <RecordsPage
      openWith={registrationId.safeParse(props.recordId).data ?? null}
      record={(recordId, onBack) => <RecordView {...props} recordId={recordId} onBack={onBack} />}
      seesAll={isPermitted('records:view-all', props.session.role)}
    />
  );
}
