import { ReaderSettings } from '#renderer/features/documents/reader-settings.tsx';
import { ServerKeyPart } from '#renderer/features/server-key/server-key-part.tsx';
import { WorkstationPage } from '#renderer/features/workstation/workstation-page.tsx';

export function WorkstationWorkspace() {
  return (
    <WorkstationPage>
      <ServerKeyPart />
      <ReaderSettings />
    </WorkstationPage>
  );
}
