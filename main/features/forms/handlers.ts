import { requireOfferedForms } from '#main/kernel/configuration/service-forms.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { formsCalls } from '#src/contract/ipc/forms.ts';
import type { FormsPorts } from './ports.ts';

export function formsHandlers({ configurations, time }: FormsPorts): Handlers<typeof formsCalls> {
  return {
    'forms.today': () => ({ today: time.businessDay() }),
    'forms.services': () => {
      const services = (configurations.current()?.services ?? []).filter((service) => service.isWithdrawn === undefined);
      const core = services.filter((service) => service.kind === 'core');
      return { services: [...core, ...services.filter((service) => service.kind !== 'core')] };
    },
    'forms.open': ({ serviceId }) => ({ ...requireOfferedForms(configurations.current(), serviceId) }),
  };
}
