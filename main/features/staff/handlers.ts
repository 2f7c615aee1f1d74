import { requireSession } from '#main/kernel/session/require-session.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { staffCalls } from '#src/contract/ipc/staff.ts';
import { createPassphraseChange } from './change-passphrase.ts';
import type { IdleWatch } from './idle-watch.ts';
import type { ChangingPorts, ProvingPerson } from './ports.ts';
import { signIn, signOut } from './service.ts';

export function staffHandlers(
  ports: ChangingPorts & { readonly person: ProvingPerson },
  idleWatch: IdleWatch,
): Handlers<typeof staffCalls> {
  const changePassphrase = createPassphraseChange(ports);
  return {
    'staff.signIn': async (input) => {
      const session = await signIn(ports, input);
      idleWatch.touch();
      return session;
    },
    'staff.prove': async ({ passphrase }, context) => {
      await ports.person.prove(requireSession(context), passphrase);
      return {};
    },
    'staff.changePassphrase': async (input, context) => {
      await changePassphrase(requireSession(context), input);
      return {};
    },
    'staff.alive': () => {
      // Asked first: after a sleep the sign of life may come before the watch's own look.
      idleWatch.check();
      idleWatch.touch();
      return {};
    },
    'staff.signOut': (_input, context) => {
      signOut(ports, requireSession(context));
      return {};
    },
    'staff.idleLock': () => {
      const configuration = ports.configurations.current();
      if (configuration === null) throw new Refusal('devices/not-enrolled', {});
      return { minutes: configuration.policy.idleLockMinutes };
    },
    'staff.current': () => ({ session: ports.session.current }),
  };
}
