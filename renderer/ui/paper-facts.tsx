interface PaperFactsProps {
  readonly className?: string;
  readonly facts: readonly (readonly string[])[];
}

/** On a paper: pairs of a name and what it says. */
export function PaperFacts({ className, facts }: PaperFactsProps) {
  return (
    <dl className={className}>
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
