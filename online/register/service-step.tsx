import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { OfferedService, Start } from '#src/contract/online/registration.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { useWords } from '../texts/use-words.ts';
import type { Registration } from './use-registration.ts';

interface ServiceRowProps {
  readonly service: OfferedService;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}

function ServiceRow({ service: { id, kind, name, obstacle }, isBusy, onChoose }: ServiceRowProps) {
  const words = useWords();
  const { local } = useTexts();
  const explained = obstacle === null ? words.choose[kind] : words.choose.why[obstacle];
  return (
    <li>
      <button
        type="button"
        className="service"
        data-service={id}
        data-obstacle={obstacle ?? undefined}
        disabled={obstacle !== null}
        aria-busy={isBusy}
        onClick={onChoose}
      >
        <strong>{local(name)}</strong>
        <span>{explained}</span>
        {obstacle === null ? null : <em>{words.choose.atCounter}</em>}
      </button>
    </li>
  );
}

interface ServiceStepProps {
  readonly start: Start;
  readonly registration: Registration;
  readonly onOwn: () => void;
}

export function ServiceStep({ start, registration, onOwn }: ServiceStepProps) {
  const words = useWords();
  const isEmpty = start.services.every(({ obstacle }) => obstacle !== null);
  return (
    <section className="step" data-step="service">
      <StepTitle>{isEmpty ? words.choose.none : words.choose.title}</StepTitle>
      <p>{isEmpty ? words.choose.noneText : words.choose.text}</p>
      <RefusalNote refusal={registration.refusal} />
      <ul className="services">
        {start.services.map((service) => (
          <ServiceRow
            key={service.id}
            service={service}
            isBusy={registration.isBusy}
            onChoose={() => void registration.choose(service.id)}
          />
        ))}
      </ul>
      <p className="hint">{words.choose.person}</p>
      <p className="hint">{words.choose.privacy}</p>
      <section className="other" aria-labelledby="own-title">
        <h2 id="own-title">{words.own.title}</h2>
        <p className="hint">{start.canProve ? words.own.text : words.own.atCounter}</p>
        {start.canProve ? (
          <Button id="own-begin" onClick={onOwn}>
            {words.own.begin}
          </Button>
        ) : null}
      </section>
    </section>
  );
}
