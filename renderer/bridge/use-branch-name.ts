import { useTexts } from '#renderer/i18n/use-texts.ts';
import { useCall } from './queries.ts';

/** What a branch is called in the language of the screen; its id while that is not known, or when no configuration names it any more. */
export function useBranchName(): (branchId: string) => string {
  const { local } = useTexts();
  const { data } = useCall('devices.branches', {});
  return (branchId) => {
    const name = data?.branches.find(({ id }) => id === branchId)?.name;
    return name === undefined ? branchId : local(name);
  };
}
