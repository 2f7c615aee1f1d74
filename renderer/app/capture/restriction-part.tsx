import { RestrictionPanel } from '#renderer/features/restriction/restriction-panel.tsx';
import type { RestrictionFound } from './use-restriction.ts';

export function RestrictionPart({ restriction: { found, check } }: { readonly restriction: RestrictionFound }) {
  return found === null ? null : <RestrictionPanel found={found} onCheck={check} />;
}
