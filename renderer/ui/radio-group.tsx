import { type KeyboardEvent, useRef } from 'react';
import { OptionGroup, type OptionGroupProps, optionOfDigit } from './option-group.tsx';

interface RadioGroupProps extends OptionGroupProps {
  readonly value: string;
  readonly onPick: (value: string) => void;
  /** After a choice that is meant as the last word (a digit key). */
  readonly onPicked: (group: HTMLElement) => void;
}

/** One of a few options, each with its digit key. */
export function RadioGroup({ value, onPick, onPicked, ...frame }: RadioGroupProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const hasChoice = frame.options.some((option) => option.value === value);

  const pickByDigit = (event: KeyboardEvent) => {
    const option = optionOfDigit(event, frame.options);
    if (option === undefined) return;
    event.preventDefault();
    onPick(option.value);
    if (group.current !== null) onPicked(group.current);
  };

  return (
    <OptionGroup
      {...frame}
      look="options"
      group={group}
      control={(option, index) => (
        <input
          type="radio"
          id={`${frame.id}-${option.value}`}
          name={frame.id}
          value={option.value}
          checked={option.value === value}
          data-stop={option.value === value || (!hasChoice && index === 0) ? '' : undefined}
          onChange={() => onPick(option.value)}
          onKeyDown={pickByDigit}
        />
      )}
    />
  );
}
