// Whoever is signed in chooses their own passphrase (R7.1; ASVS 6.2.2 to 6.2.4, 6.2.12). The present one is checked and counted here and at
// the server; the new one never leaves: the server gets its verifier and publishes it. One of the two holds at every moment, everywhere the
// one of the configuration that is there: an answer that was lost is asked for again with the same verifier, and the server says it is so.
import { openAnswered, takeOver } from '#main/kernel/configuration/take-over.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import { Refusal } from '#src/contract/errors.ts';
import { staffCalls } from '#src/contract/ipc/staff.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { passphraseProblem, shortestPassphrase, wordsOf } from '#src/domain/staff/passphrase.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { hashPassphrase, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import { usedPassphrases } from '#src/node/crypto/used-passphrases.ts';
import type { ChangingPorts } from './ports.ts';

const timeoutMs = 30_000;
const { errors } = staffCalls['staff.changePassphrase'];

interface Typed {
  readonly present: string;
  readonly chosen: string;
}

const normal = (text: string) => text.normalize('NFKC');

function placeNames({ organisation, branches, departments }: Configuration): string[] {
  return [organisation, ...branches, ...departments].flatMap(({ name }) => Object.values(name));
}

/** @throws Refusal staff/passphrase-… */
async function requireGood(configuration: Configuration, session: Session, { present, chosen }: Typed): Promise<void> {
  if (normal(chosen) === normal(present)) throw new Refusal('staff/passphrase-unchanged', {});
  const words = wordsOf([...placeNames(configuration), session.name, session.number]);
  const used = await usedPassphrases();
  const problem = passphraseProblem(chosen, words, (text) => used.has(text));
  if (problem === 'short') throw new Refusal('staff/passphrase-short', { minimum: shortestPassphrase });
  if (problem !== null) throw new Refusal(`staff/passphrase-${problem}`, {});
}

/** The server could not be asked, or what answered was not it: nobody is kept from work by that. */
function isNoServer({ wire }: Refusal): boolean {
  return wire.code.startsWith('server/') || wire.code === 'staff/passphrase-unsettled';
}

export function createPassphraseChange(ports: ChangingPorts): (session: Session, typed: Typed) => Promise<void> {
  /** The verifier last sent: whoever tries the same again sends the same, however often the answer is lost. */
  let offered: { readonly staffId: string; readonly verifier: string } | null = null;

  const verifierOf = async (staffId: string, chosen: string): Promise<string> => {
    const last = offered;
    if (last?.staffId === staffId && (await verifyPassphrase(last.verifier, chosen))) return last.verifier;
    const verifier = await hashPassphrase(chosen);
    offered = { staffId, verifier };
    return verifier;
  };

  const record = (session: Session, refusal: Refusal): void => {
    ports.store.write((transaction) => {
      const about = { actorId: session.staffId, subjectId: session.staffId };
      ports.trail.append(transaction, { ...about, action: 'staff.passphrase-refused', detail: { code: refusal.wire.code } });
    });
  };

  /** The person has been verified here. */
  const replace = async (session: Session, enrolled: Device, { present, chosen }: Typed): Promise<void> => {
    const device = await requireOurServer(ports, enrolled, errors);
    const verifier = await verifierOf(session.staffId, chosen);
    // Whichever of the two the server will hold, it is this person at the counter.
    ports.session.alsoShown(verifier);
    const person = { number: session.number, passphrase: present };
    const body = JSON.stringify({ protocol: protocolVersion, person, verifier });
    const question = { method: 'POST', path: routes.passphrase.path, body, timeoutMs } as const;
    const answer = await askAsDevice(ports, device, question, routes.passphrase.response);
    if (!answer.ok) {
      if (answer.error.kind !== 'refused') throw new Refusal('staff/passphrase-unsettled', {});
      throw refusalFrom(answer.error, errors);
    }
    const document = answer.value.configuration;
    const opened = openAnswered(document, device);
    if (!opened.ok) throw new Refusal(opened.error, {});
    const { version } = opened.value;
    await takeOver(ports, device, document, version, (transaction) => {
      const about = { actorId: session.staffId, subjectId: session.staffId };
      const detail = { configuration: version };
      ports.trail.append(transaction, { ...about, action: 'staff.passphrase-changed', detail });
    });
    ports.session.update({ ...session, passphrase: 'own' });
  };

  const change = async (session: Session, typed: Typed): Promise<void> => {
    const enrolled = loadDevice(ports.store);
    const configuration = ports.configurations.current();
    if (enrolled === null || configuration === null) throw new Refusal('devices/not-enrolled', {});
    await requireGood(configuration, session, typed);
    const person = { number: session.number, passphrase: typed.present };
    await ports.stepUp.confirm(person, { session, who: 'self', permission: 'signed-in' });
    try {
      await replace(session, enrolled, typed);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      record(session, error);
      if (session.passphrase === 'must-change' && isNoServer(error)) ports.session.update({ ...session, passphrase: 'initial' });
      throw error;
    }
  };

  // One after the other: of two at once the second is judged by what the first has made of it.
  let before: Promise<unknown> = Promise.resolve();
  return (session, typed) => {
    const changed = before.then(() => change(session, typed));
    before = changed.catch(() => undefined);
    return changed;
  };
}
