// The page's first script: small, so that the sign-in form stands while the others are still read. The look comes first, so that a
// screen's own rules can refine it.
import '#renderer/ui/theme.css';
import '#renderer/ui/controls.css';
import { call } from '#renderer/bridge/api.ts';
import { standEarlySignIn } from '#renderer/features/staff/early-sign-in.ts';
import { savedLanguage } from '#renderer/i18n/saved-language.ts';
import { applyLook, savedLook } from '#renderer/ui/look.ts';

function rootOfPage(): HTMLElement {
  const element = document.getElementById('root');
  if (element === null) throw new Error('the page has no root element');
  return element;
}

const root = rootOfPage();
applyLook(document.documentElement, savedLook(localStorage));
// The program says so of a workstation that was enrolled: what comes is the sign-in screen, unless something is wrong.
const isEarly = location.hash === '#enrolled' && standEarlySignIn(root, savedLanguage(localStorage));
/** After so long it begins without a frame: a window that nobody sees gets none. */
const withoutFrameMs = 500;
/** After the first frame, so that a key already waiting is drawn before the program and the scripts of the screens take the processor. */
const firstKeyMs = 80;
let isStarted = false;
// The scripts of the screens use parts of this one, so it ends before they are fetched; and what stands is painted before they run.
if (isEarly) {
  requestAnimationFrame(() => setTimeout(start, firstKeyMs));
  setTimeout(start, withoutFrameMs);
} else start();

function start(): void {
  if (isStarted) return;
  isStarted = true;
  // The first call begins the program, so that it opens its store while the screens are fetched. They ask again themselves.
  if (isEarly) void call('startup.status', {});
  void import('./screens.tsx').then(({ startScreens }) => startScreens(root, isEarly));
}
