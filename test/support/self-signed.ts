// Certificates for tests: an authority made for the moment, and servers it vouches for.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Authority {
  /** PEM file of the authority. */
  readonly file: string;
  /** @returns PEM files of a certificate for this name, and of its key */
  readonly issue: (name: string) => { readonly cert: string; readonly key: string };
}

function openssl(...args: readonly string[]): void {
  const done = spawnSync('openssl', args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`openssl failed: ${done.stderr}`);
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

export function makeAuthority(folder: string, called = 'authority'): Authority {
  const [file, key] = [join(folder, `${called}.pem`), join(folder, `${called}.key`)];
  openssl('req', '-x509', ...newKey, '-keyout', key, '-out', file, '-days', '2', '-subj', `/CN=Test ${called}`);
  return {
    file,
    issue: (name) => {
      const made = { cert: join(folder, `${called}-${name}.pem`), key: join(folder, `${called}-${name}.key`) };
      const [request, extensions] = [`${made.cert}.csr`, `${made.cert}.ext`];
      writeFileSync(extensions, `subjectAltName=${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}\n`);
      openssl('req', '-new', ...newKey, '-keyout', made.key, '-out', request, '-subj', `/CN=${name}`);
      openssl(
        'x509',
        '-req',
        '-in',
        request,
        '-CA',
        file,
        '-CAkey',
        key,
        '-days',
        '2',
        '-out',
        made.cert,
        '-extfile',
        extensions,
      );
      return made;
    },
  };
}
