// A service together with the form and the notice it names: what a registration is bound to.
import { Refusal } from '#src/contract/errors.ts';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration, Service } from '#src/domain/organisation/schema.ts';

export interface ServiceForms {
  readonly service: Service;
  readonly form: FormDefinition;
  readonly notice: NoticeDefinition;
}

function newest<T extends { readonly id: string; readonly version: number }>(all: readonly T[], id: string): T | undefined {
  return all.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version)[0];
}

/** @throws Refusal `forms/service-unknown`, also when its form or notice is missing: then nothing can be registered for it */
export function requireServiceForms(configuration: Configuration | null, serviceId: string): ServiceForms {
  const service = configuration?.services.find((candidate) => candidate.id === serviceId);
  const form = service && newest(configuration?.forms ?? [], service.formId);
  const notice = service && newest(configuration?.notices ?? [], service.noticeId);
  if (service === undefined || form === undefined || notice === undefined) {
    throw new Refusal('forms/service-unknown', { serviceId });
  }
  return { service, form, notice };
}

/** The same for something new. @throws Refusal `forms/service-unknown`, also for a service that was withdrawn */
export function requireOfferedForms(configuration: Configuration | null, serviceId: string): ServiceForms {
  const found = requireServiceForms(configuration, serviceId);
  if (found.service.isWithdrawn !== undefined) throw new Refusal('forms/service-unknown', { serviceId });
  return found;
}
