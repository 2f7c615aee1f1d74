// The probe: what being online means (S4). The answer is signed over the caller's nonce, so neither a captive portal nor an old
// answer can pass for the server, and the workstation learns the trusted time from it.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { successionsAfter } from '#server/kernel/keys/successions-after.ts';
import { addOpenRoute } from '#server/plugins/contract-route.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { routes } from '#src/contract/sync/index.ts';
import { minimumProtocol, protocolVersion } from '#src/contract/sync/version.ts';
import type { ConfigurationVersion } from './ports.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly keyRing: KeyRing;
  readonly organisationId: string;
  readonly configuration: ConfigurationVersion;
}

export function addProbeRoute(app: FastifyInstance, { clock, keyRing, organisationId, configuration }: Dependencies): void {
  addOpenRoute(app, routes.probe, {}, async ({ nonce, pinned }) => {
    const configurationVersion = await configuration.newestVersion();
    const serverTime = instantFromMs(clock.nowMs());
    const body = { nonce, organisationId, serverTime, protocol: protocolVersion, minimumProtocol, configurationVersion };
    const successions = pinned === undefined ? [] : successionsAfter(keyRing, pinned);
    return { probe: await keyRing.signDocument('probe', body), ...(successions.length === 0 ? {} : { successions }) };
  });
}
