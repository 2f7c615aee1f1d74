// Requests of subjects, with the fields of forms as they are typed and shown everywhere else: here the features meet.
import { TodayKnown } from '#renderer/bridge/today.tsx';
import { groupingOf } from '#renderer/features/forms/field-checks.ts';
import { FormField } from '#renderer/features/forms/form-field.tsx';
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import type { ShowField } from '#renderer/features/subject-requests/application-part.tsx';
import { RequestsPage } from '#renderer/features/subject-requests/requests-page.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { WorkspaceProps } from './workspace-props.ts';

const showField: ShowField = ({ field, value, error, onValue }) => (
  <FormField
    field={field}
    value={value}
    error={error}
    grouping={groupingOf(field, { [field.name]: value })}
    isRequired
    isDisabled={false}
    onValue={onValue}
    onLeave={() => undefined}
    onPicked={() => undefined}
  />
);

export function RequestsWorkspace({ session }: WorkspaceProps) {
  const texts = useTexts();
  return (
    <TodayKnown>
      <RequestsPage session={session} showField={showField} showValue={(field, values) => shownValue(field, values, texts)} />
    </TodayKnown>
  );
}
