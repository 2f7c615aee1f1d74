import type { CaptureEvent } from '#renderer/features/registration/capture-state.ts';
import { SameDocumentPanel } from '#renderer/features/registration/same-document.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { SameDocumentFound } from './use-same-document.ts';

interface SameDocumentPartProps {
  readonly found: SameDocumentFound;
  readonly dispatch: (event: CaptureEvent) => void;
}

export function SameDocumentPart({ found, dispatch }: SameDocumentPartProps) {
  const goBack = () => {
    dispatch({ kind: 'review-left' });
    focusId(`field-${found.fieldName}`);
  };
  return (
    <SameDocumentPanel
      items={found.items}
      isAcknowledged={found.isAcknowledged}
      onAcknowledge={found.acknowledge}
      onGoBack={goBack}
    />
  );
}
