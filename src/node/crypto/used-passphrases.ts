// The passphrases people use most, as they were found in published breaches: about 49,000, of which 18,000 are long enough to be typed here
// (ASVS 6.2.4, 6.2.12). The list comes with the package and is opened when it is first asked for: nobody signs in by it.
let opened: Promise<ReadonlySet<string>> | null = null;

async function open(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/** In lower case. */
export function usedPassphrases(): Promise<ReadonlySet<string>> {
  opened ??= open();
  return opened;
}
