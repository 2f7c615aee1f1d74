// What the monkey does next. About half the time it acts as a clerk would, so that registrations do get finished; the rest is what
// nobody should do. Only data comes out.
import { demonstrationStaff } from '#server/demo/staff.ts';
import { makePerson } from '#test/support/sample-people.ts';
import type { Action, Point } from './actions.ts';
import type { Dice } from './dice.ts';
import type { FormControl, Sight, Target } from './watch.ts';

const size = { width: 1366, height: 768 };
const staff = demonstrationStaff.filter(({ remark }) => remark === null);
export const clerks = staff.filter(({ role }) => role === 'clerk');
const supervisors = staff.filter(({ role }) => role === 'supervisor');
const administrators = staff.filter(({ role }) => role === 'it-administrator');

function click(
  dice: Dice,
  { name, x, y }: Target,
  times = dice.weighted([
    [8, 1],
    [1, 2],
    [1, 12],
  ]),
): Action {
  return { act: 'click', x, y, times, on: name };
}

function clickId(dice: Dice, sight: Sight, pattern: RegExp): Action | null {
  const found = sight.targets.filter(({ id }) => pattern.test(id));
  return found.length === 0 ? null : click(dice, dice.pick(found));
}

function press(key: string, times = 1): Action {
  return { act: 'press', key, times };
}

/** A key or a button that leads on, and what it leads to. */
function pressUntil(key: string, then: string): Action {
  return { act: 'press', key, times: 1, then };
}

function pickUntil(id: string, then: string): Action {
  return { act: 'pick', id, then };
}

/** A value that the field may well take: what it is for, its name tells. Numbers fit the first kind of document. */
function goodValue(dice: Dice, field: string): string {
  const person = makePerson(dice.below(1_000_000));
  if (/number/iu.test(field)) return /representative/iu.test(field) ? '310115198512242281' : '110101199003071057';
  if (/phone/iu.test(field)) return person.phone;
  if (/name/iu.test(field)) return person.name;
  return dice.pick(['人民路 9 号', '会计', 'Teacher', '1990-03-07', '12']);
}

const badValues = [
  '',
  ' ',
  '0',
  '<b>甲</b>',
  '1101011990030710',
  '２３４',
  "'; drop table record; --",
  '👩‍👩‍👧',
  '甲'.repeat(300),
  '\u202e甲',
  'null',
];

function fill(dice: Dice, control: FormControl, isGood: boolean): Action {
  const { id, kind } = control;
  if (kind !== 'text') return { act: 'pick', id };
  return { act: 'fill', field: id, text: isGood ? goodValue(dice, id) : dice.pick(badValues) };
}

function fillForm(dice: Dice, sight: Sight): Action {
  const { controls, emptyPictures } = sight;
  // Of a group only its first option: the kind of document whose numbers goodValue gives.
  const open = controls.filter(({ isDone, group, id }) => !isDone && controls.find((one) => one.group === group)?.id === id);
  const left = [
    ...open.map((control) => fill(dice, control, true)),
    ...emptyPictures.map((field): Action => ({ act: 'picture', field })),
  ];
  if (left.length > 0 && dice.chance(0.5)) return { act: 'several', actions: left };
  if (left.length > 0 && dice.chance(0.9)) return dice.pick(left);
  const consents = sight.targets.filter(({ id }) => id.startsWith('consent-'));
  return dice.weighted<() => Action>([
    [controls.length > 0 ? 1 : 0, () => fill(dice, dice.pick(controls), false)],
    [consents.length > 0 ? 1 : 0, () => click(dice, dice.pick(consents))],
    [8, () => (dice.chance(0.7) ? pickUntil('action-review', '#review, [aria-invalid="true"]') : press('Enter'))],
  ])();
}

/** The number keys of the checklist's open points. */
function openChecks({ targets }: Sight, pattern: RegExp): readonly Action[] {
  const checks = targets.filter(({ id }) => pattern.test(id));
  return checks.flatMap(({ isTicked }, index) => (isTicked ? [] : [press(String(index + 1))]));
}

function sign(dice: Dice): Action {
  return dice.weighted<Action>([
    [12, { act: 'several', actions: [{ act: 'write' }, pickUntil('signature-done', ':root:not(:has(#signature-pad))')] }],
    [1, { act: 'write' }],
    [1, { act: 'pick', id: 'signature-done' }],
    [1, { act: 'pick', id: 'signature-declined' }],
    [1, press('Escape')],
  ]);
}

/** Mostly the supervisor, with the passphrase; now and then the clerk, who is no second person. */
function confirm(dice: Dice, sight: Sight): Action {
  const { number, passphrase } = dice.pick(dice.chance(0.9) ? supervisors : clerks);
  const credentials: readonly Action[] = [
    { act: 'fill', field: 'second-number', text: number },
    { act: 'fill', field: 'second-passphrase', text: dice.chance(0.95) ? passphrase : 'not it' },
  ];
  const ticks = sight.targets
    .filter(({ id, isTicked }) => /^second-check-/u.test(id) && !isTicked)
    .map(({ id }): Action => ({ act: 'pick', id }));
  return dice.weighted<Action>([
    [
      10,
      {
        act: 'several',
        actions: [...ticks, ...credentials, pickUntil('second-confirm', '[data-at="submitted"], #second-error')],
      },
    ],
    [1, { act: 'pick', id: 'second-confirm' }],
    [1, { act: 'several', actions: [...credentials, { act: 'pick', id: 'second-send-back' }] }],
    [1, press(String(1 + dice.below(4)))],
  ]);
}

function review(dice: Dice, sight: Sight): Action {
  const open = openChecks(sight, /^check-/u);
  // The same made-up number comes again and again: until the clerk has said it is the same person, submitting is refused.
  const same = sight.targets.some(({ id }) => id === 'same-document-confirm');
  const ahead: readonly Action[] = [...(same ? [{ act: 'pick', id: 'same-document-confirm' } as const] : []), ...open];
  if (dice.chance(0.1)) return press(dice.pick(['Enter', '1', '2', '3', '4']));
  if (ahead.length > 0 && dice.chance(0.8)) return dice.chance(0.7) ? { act: 'several', actions: ahead } : dice.pick(ahead);
  if (sight.isSignatureMissing && dice.chance(0.9)) return pickUntil('action-sign', '#signature-pad');
  return pickUntil('action-submit', '[data-at="submitted"], #second-review, #review-error');
}

function leadOn(dice: Dice, sight: Sight, pattern: RegExp, then: string): Action | null {
  const found = sight.targets.filter(({ id }) => pattern.test(id));
  return found.length === 0 ? null : pickUntil(dice.pick(found).id, then);
}

function registerOn(dice: Dice, sight: Sight): Action {
  switch (sight.at) {
    case 'service':
      return (
        (dice.chance(0.1) ? clickId(dice, sight, /^$/u) : null) ??
        leadOn(dice, sight, /^service-/u, '[data-at="notice"]') ??
        press(String(1 + dice.below(3)))
      );
    case 'notice':
      return dice.weighted<Action>([
        [14, pressUntil('y', '[data-at="filling"], #signature-pad, #notice-error')],
        [1, press('n')],
        [1, press('l')],
        [1, press('Escape')],
        [1, press(String(1 + dice.below(3)))],
        [1, press('y', 5)],
      ]);
    case 'filling':
      if (sight.isConfirming) return confirm(dice, sight);
      return sight.isReviewing ? review(dice, sight) : fillForm(dice, sight);
    default:
      return pickUntil('action-next', '[data-at="service"]');
  }
}

/** As an administrator who changes this and that, and goes again soon: the counter is the clerks'. */
function design(dice: Dice, sight: Sight): Action {
  const inside = sight.targets.filter(({ id, name }) => /^design-/u.test(id) || /design-(open|line)/u.test(name));
  if (inside.length === 0 || dice.chance(0.15)) return press('Control+l');
  const { id, ...target } = dice.pick(inside);
  return dice.chance(0.3) && id !== ''
    ? { act: 'fill', field: id, text: dice.pick([...texts, ...badValues]) }
    : click(dice, { id, ...target }, 1);
}

/** As a clerk would act who wants to get on. */
function asClerk(dice: Dice, sight: Sight): Action {
  if (sight.screen === 'sign-in') {
    const { number, passphrase } = dice.pick(
      dice.weighted([
        [14, clerks],
        [1, supervisors],
        [1, administrators],
      ]),
    );
    return { act: 'sign-in', number, passphrase: dice.chance(0.97) ? passphrase : 'not it' };
  }
  if (sight.targets.some(({ id }) => id === 'signature-cancel')) return sign(dice);
  if (sight.screen === 'starting') return { act: 'settle' };
  if (sight.isDialogOpen) {
    return sight.targets.length > 0 && dice.chance(0.5) ? click(dice, dice.pick(sight.targets), 1) : press('Escape');
  }
  if (sight.view === 'capture') return registerOn(dice, sight);
  if (sight.view === 'design' && dice.chance(0.7)) return design(dice, sight);
  // Elsewhere: have a look at what there is, and go back in the end.
  if (dice.chance(0.4)) return asMonkey(dice, sight);
  return clickId(dice, sight, /^nav-capture$/u) ?? press('Escape');
}

function placeOf({ x, y }: Point): Point {
  return { x, y };
}

function anywhere(dice: Dice): Point {
  return { x: dice.below(size.width), y: dice.below(size.height) };
}

const singleKeys = [
  'Enter',
  'Escape',
  'Tab',
  'Shift+Tab',
  ' ',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageDown',
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'y',
  'n',
  'l',
  '1',
  '2',
  '3',
  '4',
  '5',
  '9',
];
const chords = [
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'F5',
  'Control+r',
  'Control+Shift+R',
  'Control+w',
  'Control+n',
  'Control+t',
  'Control+p',
  'Control+s',
  'Control+f',
  'Control+=',
  'Control+-',
  'Control+0',
  'Control+a',
  'Control+x',
  'Control+z',
  'Control+Enter',
  'Shift+Enter',
  'Alt+Home',
  'F11',
  'F1',
  'Backspace',
];
const texts = [
  '1',
  '123',
  'y',
  'yyyy',
  'n',
  '110101199003071057',
  '13800138000',
  '王小明',
  '张三 李四',
  '\t\t',
  '<script>alert(1)</script>',
  'y1y2y3',
];

/** What nobody should do. */
function asMonkey(dice: Dice, sight: Sight): Action {
  const target = sight.targets.length > 0 ? dice.pick(sight.targets) : null;
  const place = () => (target === null ? anywhere(dice) : placeOf(target));
  return dice.weighted<() => Action>([
    [target === null ? 0 : 24, () => (target === null ? press('Tab') : click(dice, target))],
    [8, () => ({ act: 'click', ...anywhere(dice), times: dice.pick([1, 2, 8]), on: 'a point' })],
    [14, () => press(dice.pick(singleKeys), dice.pick([1, 1, 1, 3, 20]))],
    [8, () => ({ act: 'hold', key: dice.pick(['Enter', 'Enter', ' ', 'y', '1', 'Escape', 'Tab']), times: dice.pick([5, 30]) })],
    [10, () => press(dice.pick(chords))],
    [8, () => ({ act: 'type', text: dice.pick(texts) })],
    [4, () => ({ act: 'paste', text: dice.pick([...texts, ...badValues]) })],
    [
      4,
      () => ({
        act: 'drag',
        from: place(),
        to: dice.chance(0.5) && sight.targets.length > 0 ? placeOf(dice.pick(sight.targets)) : anywhere(dice),
      }),
    ],
    [4, () => ({ act: 'drop', what: dice.pick(['text', 'link', 'file'] as const), at: place() })],
    [5, () => ({ act: 'mouse', button: dice.pick(['back', 'forward', 'middle', 'right'] as const), ...place() })],
    [2, () => ({ act: 'wheel', by: dice.pick([-400, 400, 4000]) })],
    [1.2, () => press('Control+l')],
    [2, () => clickId(dice, sight, /^(?:language|sync-now)$/u) ?? press('Tab')],
    [2, () => clickId(dice, sight, /^(?:lock|sign-out|nav-)/u) ?? press('Tab')],
    [3, () => ({ act: 'network', isUp: dice.chance(0.5) })],
    // Only what is not submitted is asked about; otherwise closing would end the run.
    [sight.at === 'filling' ? 2 : 0, () => ({ act: 'close-and-stay' })],
    [0.4, () => ({ act: 'reload' })],
    [2, () => ({ act: 'wait', ms: 20 + dice.below(300) })],
  ])();
}

/** @param sight null while there is nothing to see */
export function choose(dice: Dice, sight: Sight | null): Action {
  if (sight === null) return { act: 'wait', ms: 50 };
  // Random keys at the sign-in screen would only lock the clerks out: what can be done there is done elsewhere.
  const clerkShare = sight.screen === 'sign-in' ? 0.9 : 0.7;
  return dice.chance(clerkShare) ? asClerk(dice, sight) : asMonkey(dice, sight);
}
