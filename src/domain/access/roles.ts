// Roles (R1.5) and what each may do. A permission not listed for a role is refused by the dispatcher.
import * as z from 'zod';

export const role = z.enum(['clerk', 'supervisor', 'department-head', 'information-manager', 'inspector', 'it-administrator']);
export type Role = z.infer<typeof role>;

/** `public` needs no session; every other permission needs one whose role holds it. */
export type Permission =
  | 'public'
  | 'signed-in'
  | 'registration:capture'
  | 'registration:confirm'
  | 'receipts:print'
  | 'day:view'
  | 'day:close'
  | 'sync:view'
  | 'records:view'
  | 'records:view-all'
  | 'records:set-aside'
  | 'restrictions:decide'
  | 'forms:design'
  | 'requests:handle'
  | 'requests:decide'
  | 'workstation:manage'
  | 'devices:manage'
  /** Records of the whole organisation at the server, without a value; which values, the grants say (R5.2). */
  | 'central:list'
  /** Counts of records, of which no value is read (R5.5). */
  | 'statistics:view';

const granted: Record<Role, readonly Permission[]> = {
  clerk: ['registration:capture', 'receipts:print', 'day:view', 'sync:view', 'records:view', 'requests:handle'],
  supervisor: [
    'registration:capture',
    'registration:confirm',
    'receipts:print',
    'day:view',
    'day:close',
    'sync:view',
    'records:view',
    'records:view-all',
    'records:set-aside',
    'statistics:view',
    'requests:handle',
    'requests:decide',
    'restrictions:decide',
  ],
  'department-head': ['sync:view', 'central:list', 'statistics:view'],
  'information-manager': ['sync:view', 'central:list'],
  inspector: ['sync:view', 'central:list', 'statistics:view'],
  'it-administrator': ['forms:design', 'sync:view', 'workstation:manage', 'devices:manage'],
};

/** May a person of this role (null = nobody signed in) make a call that needs this permission? */
export function isPermitted(permission: Permission, who: Role | null): boolean {
  if (permission === 'public') return true;
  if (who === null) return false;
  return permission === 'signed-in' || granted[who].includes(permission);
}

const work: readonly Permission[] = [
  'registration:capture',
  'registration:confirm',
  'restrictions:decide',
  'forms:design',
  'devices:manage',
];

/** Is this what a workstation that was taken out of service may not do any more? */
export function isWork(permission: Permission): boolean {
  return work.includes(permission);
}
