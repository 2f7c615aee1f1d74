// English sentences of what is refused about workstations of the fleet.
import type { devicesErrors as chinese } from './zh-cn-devices-errors.ts';

export const devicesErrors: Record<keyof typeof chinese, string> = {
  'devices/waiting': 'This workstation is waiting for an administrator’s approval. It can be used once that is given.',
  'devices/revoked':
    'This workstation was taken out of service: the server takes no more requests from it. Saved records are still here; none is lost. Call IT.',
  'devices/stopped':
    'Nobody can register at this workstation now: it is not approved yet, or it was taken out of service. Saved records are still here; none is lost. Call IT.',
  'devices/no-such-device': 'The server has no such workstation; the list may be out of date. Refresh it and try again.',
  'devices/already-ended':
    'This workstation was taken out of service and cannot be approved any more. To use it, enrol it again with a new code.',
  'devices/not-active':
    'The replacement has to be another workstation that is in use, and the replaced one has to have been in use. Compare the two you chose.',
  'devices/other-branch': 'The two workstations are of different branches. Enrol the new one with a code of the same branch.',
  'devices/already-replaced': 'One of the two workstations replaces another, or is replaced, already.',
  'devices/retired':
    'This record came after the workstation was taken out of service. The server keeps it sealed until an administrator decides.',
  'devices/record-rejected':
    'This record came after the workstation was taken out of service, and an administrator decided not to take it. Ask IT for the reason.',
};
