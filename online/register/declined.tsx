import { Button } from '#renderer/ui/button.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';

export function Declined({ onAgain }: { readonly onAgain: () => void }) {
  const words = useWords();
  return (
    <section className="step" data-step="declined">
      <StepTitle>{words.declined.title}</StepTitle>
      <p>{words.declined.text}</p>
      <div className="acts">
        <Button id="declined-again" onClick={onAgain}>
          {words.declined.again}
        </Button>
      </div>
    </section>
  );
}
