// The page's first script: it stands in the page itself (vite/early-sign-in.ts) and stands the sign-in form up, so that the form is painted
// before the scripts of the screens are asked for.
import { call } from '#renderer/bridge/api.ts';
import { standEarlySignIn } from '#renderer/features/staff/early-sign-in.ts';
import { savedLanguage } from '#renderer/i18n/saved-language.ts';
import { applyLook, savedLook } from '#renderer/ui/look.ts';

/** After so long it begins without a frame: a window that nobody sees gets none. */
const withoutFrameMs = 500;
/** After the first frame, so that a key already waiting is drawn before the program and the scripts of the screens take the processor. */
const firstKeyMs = 80;

function contentOf(name: string): string {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  if (meta === null) throw new Error(`the page does not say its ${name}`);
  return meta.content;
}

const screens = contentOf('screens');
applyLook(document.documentElement, savedLook(localStorage));
// The program says so of a workstation that was enrolled: what comes is the sign-in screen, unless something is wrong.
const isEarly = location.hash === '#enrolled' && standEarlySignIn(savedLanguage(localStorage));
let isStarted = false;
if (isEarly) {
  requestAnimationFrame(() => setTimeout(start, firstKeyMs));
  setTimeout(start, withoutFrameMs);
} else start();

function start(): void {
  if (isStarted) return;
  isStarted = true;
  // The first call begins the program, so that it opens its store while the screens are fetched. They ask again themselves.
  if (isEarly) void call('startup.status', {});
  void import(/* @vite-ignore */ screens);
}
