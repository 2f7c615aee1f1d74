// Records of the whole organisation, for whoever has a duty to read them (R5.2). Everything is asked of the server; nothing is kept here.
import { useState } from 'react';
import type { Output } from '#renderer/bridge/api.ts';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';

function Rights({ classes }: Pick<Output<'reading.rights'>, 'classes'>) {
  const { t } = useTexts();
  if (classes.length === 0) return <p id="reading-no-rights">{t('reading.noRights')}</p>;
  return (
    <table id="reading-rights">
      <caption>{t('reading.rights')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('reading.class')}</th>
          <th scope="col">{t('reading.purposes')}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ className, purposes }) => (
          <tr key={className} data-class={className}>
            <td>{className}</td>
            <td>{purposes.map((purpose) => t(`reading.purpose.${purpose}`)).join(' · ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ReadingPage() {
  const { t } = useTexts();
  const asking = usePersonAct('reading.rights');
  const [rights, setRights] = useState<Output<'reading.rights'> | null>(null);
  const show = async () => {
    const answer = await asking.run({});
    if (answer?.ok === true) setRights(answer.value);
  };
  return (
    <div data-view="reading">
      <h1>{t('reading.title')}</h1>
      <p>{t('reading.intro')}</p>
      <Button id="reading-show" look="primary" disabled={asking.isBusy} onClick={() => void show()}>
        {t('reading.show')}
      </Button>
      <RefusalMessage id="reading-error" refusal={asking.refusal} />
      {rights === null ? null : <Rights classes={rights.classes} />}
      {asking.dialog}
    </div>
  );
}
