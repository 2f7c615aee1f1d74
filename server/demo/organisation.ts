// A made-up telecom operator with realistic content: what `init --demo` founds. Chinese first, English complete.

import type { OrganisationDraft } from '#server/app/organisation.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { policy } from '#src/domain/policy/schema.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';
import { registrationForm } from './form.ts';
import { registrationNotice } from './notice.ts';
import { pictureClass, pictureForm, pictureNotice } from './picture-form.ts';
import { type DemonstrationPerson, demonstrationStaff } from './staff.ts';
import { publishedWorkingDays } from './working-days.ts';

const dayMs = 86_400_000;

function dateFrom(nowMs: number, days: number): string {
  return instantFromMs(nowMs + days * dayMs).slice(0, 10);
}

async function toMember(person: DemonstrationPerson, nowMs: number): Promise<OrganisationDraft['staff'][number]> {
  const { id, number, name, role, branchId, departmentId, isActive } = person;
  const inAYear = dateFrom(nowMs, 365);
  const clearance = {
    backgroundCheckUntil: inAYear,
    trainingUntil: person.remark === 'training expired' ? dateFrom(nowMs, -30) : inAYear,
    confidentialityAgreementUntil: inAYear,
  };
  const department = departmentId === undefined ? {} : { departmentId };
  const passphraseVerifier = await hashPassphrase(person.passphrase);
  // As if each had chosen their own: the demonstration begins at the work.
  const own = { passphraseVerifier, hasInitialPassphrase: false };
  return { id, number, name, role, branchId, ...department, isActive, clearance, ...own };
}

/** @param nowMs clearances end one year after it */
export async function demonstrationOrganisation(nowMs: number): Promise<OrganisationDraft> {
  const captured = { formId: registrationForm.id, noticeId: registrationNotice.id, needsSecondReview: false };
  const staff: OrganisationDraft['staff'] = [];
  for (const person of demonstrationStaff) staff.push(await toMember(person, nowMs));
  return {
    organisation: { id: 'yunling-demo', name: { 'zh-CN': '云岭通信（示范）', en: 'Yunling Telecom (demonstration)' } },
    branches: [
      { id: 'main-street', name: { 'zh-CN': '正义路营业厅', en: 'Zhengyi Road branch' } },
      { id: 'old-town', name: { 'zh-CN': '古城营业厅', en: 'Old Town branch' } },
    ],
    departments: [
      { id: 'counter-services', name: { 'zh-CN': '营业服务部', en: 'Counter services' } },
      { id: 'compliance', name: { 'zh-CN': '合规与监督部', en: 'Compliance and supervision' } },
    ],
    classes: ['identity', 'contact', 'supplementary', pictureClass],
    services: [
      { id: 'mobile-activation', kind: 'core', name: { 'zh-CN': '移动电话入网', en: 'Mobile phone activation' }, ...captured },
      { id: 'broadband-activation', kind: 'core', name: { 'zh-CN': '宽带开户', en: 'Broadband activation' }, ...captured },
      {
        id: 'professional-plan',
        kind: 'activity',
        name: { 'zh-CN': '行业优惠套餐申请', en: 'Plan for professions' },
        ...captured,
      },
      {
        id: 'card-replacement',
        kind: 'activity',
        name: { 'zh-CN': '补换卡', en: 'Replacement of a card' },
        formId: pictureForm.id,
        noticeId: pictureNotice.id,
        needsSecondReview: false,
      },
    ],
    forms: [registrationForm, pictureForm],
    notices: [registrationNotice, pictureNotice],
    staff,
    grants: [
      { role: 'department-head', departmentId: 'counter-services', className: 'identity', purposes: ['service', 'risk-control'] },
      { role: 'department-head', departmentId: 'counter-services', className: 'contact', purposes: ['service'] },
      { role: 'inspector', className: 'identity', purposes: ['supervision', 'regulatory-report'] },
    ],
    policy: policy.parse({ offlineSignInDays: 30, signInAttempts: 5, idleLockMinutes: 10 }),
    workingDays: publishedWorkingDays,
  };
}
