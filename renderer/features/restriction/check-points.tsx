// The points of a further identity check (R3.6): what was really done, each with its digit key, the required ones marked.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Keycap } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { type FurtherCheckPoint, furtherCheckPoints, requiredPoints } from '#src/domain/restriction/schema.ts';

interface CheckPointsProps {
  /** Before each point's id. */
  readonly idStart: string;
  readonly ticked: readonly FurtherCheckPoint[];
  readonly onTick: (point: FurtherCheckPoint) => void;
}

export function toggled(ticked: readonly FurtherCheckPoint[], point: FurtherCheckPoint): readonly FurtherCheckPoint[] {
  return furtherCheckPoints.filter((one) => (one === point ? !ticked.includes(one) : ticked.includes(one)));
}

export function CheckPoints({ idStart, ticked, onTick }: CheckPointsProps) {
  const { t } = useTexts();
  useKeys(digitKeys(furtherCheckPoints, onTick, (point) => t(`restriction.points.${point}`)));
  return (
    <fieldset className="check-points">
      <legend>{t('restriction.pointsTitle')}</legend>
      {furtherCheckPoints.map((point, index) => (
        <label key={point} className="check">
          <input
            id={`${idStart}-${point}`}
            data-stop=""
            type="checkbox"
            checked={ticked.includes(point)}
            onChange={() => onTick(point)}
          />
          <span>
            {t(`restriction.points.${point}`)}
            {requiredPoints.includes(point) ? <span className="field-mark"> {t('restriction.required')}</span> : null}
          </span>
          <Keycap>{String(index + 1)}</Keycap>
        </label>
      ))}
    </fieldset>
  );
}
