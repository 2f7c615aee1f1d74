import type { KeyboardEvent } from 'react';
import { OptionGroup, type OptionGroupProps, optionOfDigit } from './option-group.tsx';

interface CheckGroupProps extends OptionGroupProps {
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

/** Any number of several options; a digit key ticks and unticks, and the group is left by Enter like every field. */
export function CheckGroup({ chosen, onToggle, ...frame }: CheckGroupProps) {
  const toggleByDigit = (event: KeyboardEvent) => {
    const option = event.repeat ? undefined : optionOfDigit(event, frame.options);
    if (option === undefined) return;
    event.preventDefault();
    onToggle(option.value);
  };
  return (
    <OptionGroup
      {...frame}
      look="options options-many"
      control={({ value }, index) => (
        <input
          type="checkbox"
          id={`${frame.id}-${value}`}
          value={value}
          checked={chosen.includes(value)}
          data-stop={index === 0 ? '' : undefined}
          onChange={() => onToggle(value)}
          onKeyDown={toggleByDigit}
        />
      )}
    />
  );
}
