// A place from about 3,200: province, city or county, found by Chinese, pinyin, initials or code.
import { useMemo } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Combobox, type ComboboxOption } from '#renderer/ui/combobox.tsx';
import type { FieldErrorShown } from '#renderer/ui/field.tsx';
import { type ListedRegion, regionLabel } from '#src/domain/identity/region-list.ts';
import { neighbouringRegions, searchRegions } from '#src/domain/identity/region-search.ts';

/** More than anybody reads; typing one more letter is quicker. */
const mostShown = 50;

interface RegionInputProps {
  readonly id: string;
  readonly error: FieldErrorShown | null;
  /** A code, or what was typed and is none. */
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onValue: (value: string) => void;
  readonly onPicked: (from: HTMLElement) => void;
  readonly onBlur: () => void;
}

function optionOf({ code, path }: ListedRegion): ComboboxOption {
  return { value: code, label: path.join(''), detail: code };
}

export function RegionInput({ value, onValue, ...rest }: RegionInputProps) {
  const { t } = useTexts();
  const optionsFor = useMemo(() => {
    const last: { query: string | null; options: readonly ComboboxOption[] } = { query: null, options: [] };
    return (query: string | null) => {
      const isBlank = query === null || query.trim() === '';
      if (isBlank) return neighbouringRegions(value).map(optionOf);
      if (last.query !== query) Object.assign(last, { query, options: searchRegions(query, mostShown).map(optionOf) });
      return last.options;
    };
  }, [value]);
  return (
    <Combobox
      {...rest}
      text={regionLabel(value) ?? value}
      texts={{ list: t('regions.list'), none: t('regions.none') }}
      optionsFor={optionsFor}
      onType={onValue}
      onPick={onValue}
    />
  );
}
