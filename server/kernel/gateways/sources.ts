// The sources an agent may ask, each with its own patience and counts. Of a kind the first is asked.
import type { Clock } from '#server/kernel/clock.ts';
import type { CheckKind } from '#src/domain/verification/schema.ts';
import { Circuit } from './circuit.ts';
import { keepCounts } from './counts.ts';
import type { CheckGateway, GatewayDescription, GatewaysFile, SmsGateway, TelephoneGateway } from './gateways.ts';
import { HttpGateway } from './http-gateway.ts';

export interface Sources {
  readonly check: (kind: CheckKind) => HttpGateway<CheckGateway> | null;
  readonly sms: HttpGateway<SmsGateway> | null;
  readonly telephone: HttpGateway<TelephoneGateway> | null;
  readonly of: (kind: GatewayDescription['kind']) => HttpGateway | null;
}

/** @param countsPath where what was counted outlives the process; null: nowhere */
export function createSources(
  { gateways }: GatewaysFile,
  secrets: ReadonlyMap<string, string>,
  clock: Clock,
  countsPath: string | null = null,
): Sources {
  const counts = keepCounts(countsPath);
  const gatewayFor = <D extends GatewayDescription>(description: D) =>
    new HttpGateway(description, secrets, clock, new Circuit(description, clock, counts));
  const checks = gateways.flatMap((one) => (one.kind === 'sms' || one.kind === 'telephone-record' ? [] : [gatewayFor(one)]));
  const [sms] = gateways.flatMap((one) => (one.kind === 'sms' ? [gatewayFor(one)] : []));
  const [telephone] = gateways.flatMap((one) => (one.kind === 'telephone-record' ? [gatewayFor(one)] : []));
  const all: readonly (HttpGateway | undefined)[] = [...checks, sms, telephone];
  return {
    of: (kind) => all.find((one) => one?.description.kind === kind) ?? null,
    check: (kind) => checks.find(({ description }) => description.kind === kind) ?? null,
    sms: sms ?? null,
    telephone: telephone ?? null,
  };
}
