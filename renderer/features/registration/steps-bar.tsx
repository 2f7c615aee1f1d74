import { clockTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { type Capture, type Step, stepStates, steps } from './capture-state.ts';
import './registration.css';

/** The six steps, always in view, with what is already settled. */
export function StepsBar({ capture }: { readonly capture: Capture }) {
  const { t, local } = useTexts();
  const states = stepStates(capture);
  const settled = (step: Step): string => {
    if (capture.at === 'service') return '';
    if (step === 'service') return local(capture.opened.service.name);
    if (step !== 'notice' || capture.at !== 'filling') return '';
    const version = t('notice.version', { version: capture.opened.notice.version });
    return `${t(`parties.acceptedBy.${capture.acceptedBy}`)} · ${version} · ${clockTime(capture.acceptedAt, Date.parse(capture.acceptedAt))}`;
  };
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li key={step} data-step={step} data-state={states[step]} aria-current={states[step] === 'current' ? 'step' : undefined}>
          <span className="step-number" aria-hidden="true">
            {states[step] === 'done' ? '✓' : index + 1}
          </span>
          <span className="step-name">{t(`steps.${step}`)}</span>
          <span className="visually-hidden">{t(`stepState.${states[step]}`)}</span>
          <small>{settled(step)}</small>
        </li>
      ))}
    </ol>
  );
}
