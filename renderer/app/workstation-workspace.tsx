import { ReaderSettings } from '#renderer/features/documents/reader-settings.tsx';
import { WorkstationPage } from '#renderer/features/workstation/workstation-page.tsx';

export function WorkstationWorkspace() {
  return (
    <WorkstationPage>
      <ReaderSettings />
    </WorkstationPage>
  );
}
