import { RecordsPage } from '#renderer/features/records/records-page.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import { shownValue } from './capture/review-lines.ts';
import type { WorkspaceProps } from './workspace-props.ts';

export function RecordsWorkspace({ session, onReopened }: WorkspaceProps) {
  const texts = useTexts();
  return (
    <RecordsPage
      showValue={(field, values) => shownValue(field, values, texts)}
      onReopened={onReopened}
      seesAll={isPermitted('records:view-all', session.role)}
    />
  );
}
