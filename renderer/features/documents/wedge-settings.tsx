import { type KeyboardEvent, useRef, useState } from 'react';
import { useToday } from '#renderer/bridge/today.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { privateInput } from '#renderer/ui/text-input.tsx';
import { type ReadingMember, readingMember, readingMembers } from '#src/domain/documents/reading.ts';
import type { WedgeSettings } from '#src/domain/documents/wedge.ts';
import { SettingInput } from './setting-input.tsx';
import { useWedge } from './use-wedge.ts';

interface WedgeSettingsProps {
  readonly wedge: WedgeSettings;
  readonly onWedge: (wedge: { prefix: string; suffix: string; separator: string; parts: (ReadingMember | null)[] }) => void;
}

const mostParts = 20;

/** Says which parts were recognised, or into how many the text falls; what was typed is gone at once. */
function WedgeTest({ wedge }: { readonly wedge: WedgeSettings }) {
  const { t } = useTexts();
  const today = useToday();
  const input = useRef<HTMLInputElement>(null);
  const [found, setFound] = useState<readonly ReadingMember[] | null>(null);
  const [parts, setParts] = useState(0);
  const empty = () => {
    if (input.current !== null) input.current.value = '';
  };
  useWedge({
    settings: wedge,
    today,
    // Nothing is put back: the input is emptied.
    remember: () => true,
    onReading: (reading) => {
      empty();
      setFound(readingMembers.filter((member) => reading[member] !== ''));
    },
  });
  const end = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    setFound([]);
    setParts(event.currentTarget.value === '' ? 0 : event.currentTarget.value.split(wedge.separator).length);
    empty();
  };
  const names = found?.map((member) => t(`readers.members.${member}`)).join(t('readers.comma')) ?? '';
  const answer = found?.length === 0 ? t('readers.notRecognised', { count: parts }) : t('readers.recognised', { names });
  return (
    <label className="readers-setting">
      {t('readers.wedgeTest')}
      <input {...privateInput} ref={input} id="wedge-test" className="input" type="password" onKeyDown={end} />
      <span id="wedge-test-result" role="status" className="field-mark" data-members={found?.join(' ')}>
        {found === null ? t('readers.wedgeTestHelp') : answer}
      </span>
    </label>
  );
}

/** What a keyboard-wedge reader types around and between the parts of a document, and their order. */
export function WedgeSettingsPart({ wedge, onWedge }: WedgeSettingsProps) {
  const { t } = useTexts();
  const change = (changed: Partial<WedgeSettings>) => {
    const { parts, ...rest } = { ...wedge, ...changed };
    onWedge({ ...rest, parts: [...parts] });
  };
  const places = wedge.parts.map((part, index) => ({ id: `wedge-part-${index}`, index, part }));
  const choose = (index: number, value: string) => {
    const chosen = readingMember.safeParse(value);
    change({ parts: wedge.parts.map((part, at) => (at === index ? (chosen.success ? chosen.data : null) : part)) });
  };
  return (
    <fieldset className="readers-part">
      <legend>{t('readers.wedge')}</legend>
      <p className="field-mark">{t('readers.wedgeText')}</p>
      <div className="readers-row">
        {(['prefix', 'separator', 'suffix'] as const).map((name) => (
          <SettingInput
            key={name}
            id={`wedge-${name}`}
            label={t(`readers.${name}`)}
            value={wedge[name]}
            maxLength={name === 'separator' ? 5 : 20}
            onValue={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      <div className="readers-row">
        {places.map(({ id, index, part }) => (
          <label className="readers-setting" key={id}>
            {t('readers.part', { number: index + 1 })}
            <select id={id} className="input" value={part ?? ''} onChange={(event) => choose(index, event.currentTarget.value)}>
              <option value="">{t('readers.skipped')}</option>
              {readingMembers.map((member) => (
                <option key={member} value={member}>
                  {t(`readers.members.${member}`)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <div className="actions">
        <Button
          id="wedge-more"
          disabled={wedge.parts.length >= mostParts}
          onClick={() => change({ parts: [...wedge.parts, null] })}
        >
          {t('readers.more')}
        </Button>
        <Button id="wedge-fewer" disabled={wedge.parts.length <= 2} onClick={() => change({ parts: wedge.parts.slice(0, -1) })}>
          {t('readers.fewer')}
        </Button>
      </div>
      <WedgeTest wedge={wedge} />
    </fieldset>
  );
}
