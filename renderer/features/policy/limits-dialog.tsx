// What each limit means here, what to do about it and by when (S2, S5).
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Limit } from '#src/domain/policy/limits.ts';
import { limitText, untilText } from './limit-text.ts';
import './policy.css';

function Item({ limit }: { readonly limit: Limit }) {
  const { t } = useTexts();
  const { name, level, reachedAt } = limit;
  return (
    <tr data-limit={name} data-level={level}>
      <th scope="row">
        {t(`limits.items.${name}.title`)}
        <span className={`limits-note limit-${level}`}>{t(`limits.levels.${level}`)}</span>
      </th>
      <td>
        {limitText(t, limit, 'value')}
        {reachedAt === null ? null : <span className="limits-note">{untilText(t, level, reachedAt)}</span>}
      </td>
      <td>
        {t(`limits.items.${name}.meaning`)}
        {level === 'fine' ? null : <strong>{t(`limits.items.${name}.todo`)}</strong>}
      </td>
    </tr>
  );
}

export function LimitsDialog({ limits, onClose }: { readonly limits: readonly Limit[]; readonly onClose: () => void }) {
  const { t } = useTexts();
  const close = (
    <Button id="limits-close" look="primary" keyName="Esc" data-first="" onClick={onClose}>
      {t('limits.close')}
    </Button>
  );
  return (
    <Dialog title={t('limits.title')} isWide onCancel={onClose} actions={close}>
      <table className="limits" id="limits">
        <thead>
          <tr>
            <th scope="col">{t('limits.item')}</th>
            <th scope="col">{t('limits.now')}</th>
            <th scope="col">{t('limits.todo')}</th>
          </tr>
        </thead>
        <tbody>
          {limits.map((limit) => (
            <Item key={limit.name} limit={limit} />
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
