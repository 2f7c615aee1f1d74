import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';

interface ReceiptStepProps {
  readonly receipt: OnlineReceipt;
  readonly onDone: () => void;
}

/** What the subject keeps. It holds nothing that a finder of the paper could use. */
export function ReceiptStep({ receipt, onDone }: ReceiptStepProps) {
  const words = useWords();
  const { local } = useTexts();
  const lines = [
    ['service', words.receipt.service, local(receipt.service)],
    ['received', words.receipt.receivedAt, fullTime(receipt.receivedAt)],
    ['record', words.receipt.record, receipt.recordId],
    ['hash', words.receipt.hash, shortHash(receipt.contentHash)],
  ] as const;
  return (
    <section className="step" data-step="receipt" data-record-id={receipt.recordId}>
      <StepTitle>{words.receipt.title}</StepTitle>
      <p>{words.receipt.text}</p>
      <p className="reference">
        <span>{words.receipt.reference}</span>
        <strong id="receipt-reference">{receipt.reference}</strong>
      </p>
      <dl className="lines">
        {lines.map(([name, label, value]) => (
          <div key={name} data-line={name}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{words.receipt.next}</h2>
      <p>{words.receipt.nextText}</p>
      <div className="acts">
        <Button id="receipt-print" isLarge onClick={() => print()}>
          {words.receipt.print}
        </Button>
        <Button id="receipt-done" look="primary" isLarge onClick={onDone}>
          {words.receipt.another}
        </Button>
      </div>
    </section>
  );
}
