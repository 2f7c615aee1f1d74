// From a saved record into the registration's own page: its draft, or, where its notice has changed, the new notice first (R2.5).
import { useAct } from '#renderer/bridge/queries.ts';
import { type CaptureEvent, resumedEvent } from '#renderer/features/registration/capture-state.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { WorkspaceProps } from './workspace-props.ts';

export function useGoOn(
  dispatch: (event: CaptureEvent) => void,
  onCapture: () => void,
): Pick<WorkspaceProps, 'onReopened' | 'onRenew'> {
  const { language } = useTexts();
  const resume = useAct('registration.resume');
  const open = useAct('forms.open');
  return {
    onReopened: async (registrationId) => {
      const answer = await resume.run({ registrationId });
      if (!answer?.ok) return;
      dispatch(resumedEvent(answer.value));
      onCapture();
    },
    onRenew: async (renews, serviceId) => {
      const opened = await open.run({ serviceId });
      if (!opened?.ok) return;
      dispatch({ kind: 'opened', opened: opened.value, language, renews });
      onCapture();
    },
  };
}
