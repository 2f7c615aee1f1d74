import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Limit, LimitLevel } from '#src/domain/policy/limits.ts';
import { limitText } from './limit-text.ts';
import { LimitsDialog } from './limits-dialog.tsx';
import { useLimits } from './use-limits.ts';
import './policy.css';

function worstOf(limits: readonly Limit[]): LimitLevel {
  if (limits.some(({ level }) => level === 'reached')) return 'reached';
  return limits.some(({ level }) => level === 'warning') ? 'warning' : 'fine';
}

/** In the status bar: every limit that is near or reached, in words; a press explains. */
export function LimitsStatus() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const limits = useLimits();
  if (limits.length === 0) return null;
  const pressing = limits.filter(({ level }) => level !== 'fine');
  const level = worstOf(limits);
  return (
    <>
      <button
        type="button"
        id="status-limits"
        className={`limits-status limit-${level}`}
        data-level={level}
        title={t('limits.open')}
        onClick={() => setOpen(true)}
      >
        {pressing.length === 0
          ? t('limits.allFine')
          : pressing.map((limit) => (
              <span key={limit.name} className={`limit-${limit.level}`} data-limit={limit.name} data-level={limit.level}>
                {limit.level === 'reached' ? <span className="visually-hidden">{t('limits.levels.reached')} </span> : null}
                {limitText(t, limit, 'short')}
              </span>
            ))}
      </button>
      {isOpen ? <LimitsDialog limits={limits} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
