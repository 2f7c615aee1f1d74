// Fetches what the server has to tell in signed pages, by a cursor that never goes back. A page counts only when our server signed it, for
// this device, from the cursor we asked for, and does not lead back.
import type * as z from 'zod';
import type { Device } from '#main/kernel/device/device.ts';
import { type AskingPorts, askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { SignedKind } from '#src/crypto/signed.ts';
import { openDocument } from '#src/node/crypto/signing.ts';

export type PullingPorts = AskingPorts & Pick<MachinePorts, 'log'>;

interface SignedPage {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly after: number;
  readonly cursor: number;
  readonly isMore: boolean;
}

export interface Paged<P extends SignedPage> {
  readonly route: 'verification' | 'restrictionPages';
  readonly kind: SignedKind;
  readonly schema: z.ZodType<P>;
  readonly itemsIn: (page: P) => readonly unknown[];
  readonly readCursor: () => number;
  /** Whatever a page says beside its items, also of one that has none. */
  readonly hear?: (page: P) => void;
  /** Keeps items and cursor together. */
  readonly keep: (page: P) => void;
}

const timeoutMs = 15_000;
/** Pages taken in one attempt: what is left comes with the next one, and nothing else waits for it. */
const mostPages = 20;

function isOurs({ deviceId, organisationId }: Device, after: number, page: SignedPage, items: number): boolean {
  const isMeant = page.deviceId === deviceId && page.organisationId === organisationId && page.after === after;
  return isMeant && page.cursor >= after && (items === 0 || page.cursor > after);
}

async function askPage<P extends SignedPage>(
  ports: PullingPorts,
  device: Device,
  paged: Paged<P>,
  signal: AbortSignal,
): Promise<P | null> {
  const { path, response } = routes[paged.route];
  const after = paged.readCursor();
  const body = JSON.stringify({ protocol: protocolVersion, after });
  const answer = await askAsDevice(ports, device, { method: 'POST', path, body, timeoutMs, signal }, response);
  if (!answer.ok) return null;
  const opened = openDocument(paged.kind, answer.value.page, device.serverKey, paged.schema);
  if (opened.ok && isOurs(device, after, opened.value, paged.itemsIn(opened.value).length)) return opened.value;
  ports.log.write(`${paged.kind}.page-refused`);
  return null;
}

/** What cannot be fetched now is fetched at a later attempt; it fails none. @returns whether anything came */
export async function pullPages<P extends SignedPage>(
  ports: PullingPorts,
  device: Device,
  paged: Paged<P>,
  signal: AbortSignal,
): Promise<boolean> {
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await askPage(ports, device, paged, signal);
    if (page === null || signal.aborted) return pages > 0;
    paged.hear?.(page);
    if (paged.itemsIn(page).length === 0) return pages > 0;
    paged.keep(page);
    if (!page.isMore) break;
  }
  return true;
}
