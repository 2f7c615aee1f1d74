// The people of the demonstration organisation, with their passphrases in the open: `npm start` prints them, tests and the guided
// run sign in with them. No other organisation ever knows these verifiers.
import type { StaffMember } from '#src/domain/staff/schema.ts';

export interface DemonstrationPerson
  extends Pick<StaffMember, 'id' | 'number' | 'name' | 'role' | 'branchId' | 'departmentId' | 'isActive'> {
  readonly passphrase: string;
  /** Why this person cannot sign in, or null. */
  readonly remark: 'inactive' | 'training expired' | null;
}

const counter = { branchId: 'main-street', isActive: true, remark: null } as const;

export const demonstrationStaff: readonly DemonstrationPerson[] = [
  { ...counter, id: 'staff-1001', number: '1001', name: '李晓梅', role: 'clerk', passphrase: '春城无处不飞花' },
  { ...counter, id: 'staff-1002', number: '1002', name: '王建国', role: 'clerk', passphrase: 'blue kettle on the counter' },
  { ...counter, id: 'staff-2001', number: '2001', name: '陈思远', role: 'supervisor', passphrase: 'quiet harbour at noon' },
  { ...counter, id: 'staff-9001', number: '9001', name: '赵敏', role: 'it-administrator', passphrase: 'seven copper lanterns' },
  {
    ...counter,
    id: 'staff-3001',
    number: '3001',
    name: '林静',
    role: 'department-head',
    departmentId: 'counter-services',
    passphrase: 'four lamps by the river',
  },
  {
    ...counter,
    id: 'staff-5001',
    number: '5001',
    name: '许文',
    role: 'information-manager',
    departmentId: 'compliance',
    passphrase: 'paper boats in June',
  },
  {
    ...counter,
    id: 'staff-4001',
    number: '4001',
    name: '高峰',
    role: 'inspector',
    departmentId: 'compliance',
    passphrase: 'grey heron on the wall',
  },
  {
    ...counter,
    id: 'staff-1003',
    number: '1003',
    name: '周凯',
    role: 'clerk',
    passphrase: 'old ticket in a drawer',
    isActive: false,
    remark: 'inactive',
  },
  {
    ...counter,
    id: 'staff-1004',
    number: '1004',
    name: '吴桂芳',
    role: 'clerk',
    passphrase: 'winter road to Dali',
    remark: 'training expired',
  },
];
