import { useEffect } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Keycap } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { Service } from '#src/domain/organisation/schema.ts';
import './registration.css';

interface ServiceListProps {
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly onChoose: (service: Service) => void;
}

const kinds = ['core', 'activity'] as const;

/** What the subject can register for, each with its digit key (R2.1, R2.2). The list is the organisation's. */
export function ServiceList({ isBusy, refusal, onChoose }: ServiceListProps) {
  const { t, local } = useTexts();
  const { data, error } = useCall('forms.services', {});
  const services = data?.services ?? [];
  const isShown = services.length > 0;
  useEffect(() => {
    // Whatever led here is gone: Tab goes on from the question, and the digits answer it.
    if (isShown && document.activeElement === document.body) focusId('services-title');
  }, [isShown]);
  useKeys(
    digitKeys(
      services,
      (service) => (isBusy ? undefined : onChoose(service)),
      (service) => local(service.name),
    ),
  );

  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  if (!isShown) {
    return (
      <div className="no-services" id="no-services">
        <h2>{t('capture.noServices')}</h2>
        <p>{t('capture.noServicesText')}</p>
      </div>
    );
  }
  return (
    <section className="services" aria-labelledby="services-title">
      <h2 id="services-title" tabIndex={-1}>
        {t('capture.chooseService')} <span className="field-mark">{t('capture.chooseHint')}</span>
      </h2>
      <RefusalMessage refusal={refusal} />
      {kinds.map((kind) => {
        const ofKind = services.filter((service) => service.kind === kind);
        return ofKind.length === 0 ? null : (
          <div key={kind}>
            <h3>{t(`capture.${kind}`)}</h3>
            <ul>
              {ofKind.map((service) => {
                const number = services.indexOf(service) + 1;
                return (
                  <li key={service.id}>
                    <button
                      type="button"
                      className="service"
                      id={`service-${service.id}`}
                      data-service={service.id}
                      disabled={isBusy}
                      onClick={() => onChoose(service)}
                    >
                      <Keycap>{number <= 9 ? String(number) : '·'}</Keycap>
                      <span className="service-name">{local(service.name)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
