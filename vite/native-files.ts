// The files of the native modules that a package needs: their code and the one binary of the target. Everything else is in the bundles.

/** What the target's libc and compiler are called in the names of the prebuilt packages. */
const targetSuffixes: Readonly<Record<string, string>> = { win32: '-msvc', linux: '-gnu', darwin: '' };

/** What of them is code, its licence or its name: no types, no texts, no variant for browsers. */
export function isNeeded(path: string): boolean {
  return !/(?:\.d\.[cm]?ts|README\.md|browser\.js|\.map)$/u.test(path);
}

/**
 * Paths below node_modules to copy into a package.
 * @param platform win32, darwin or linux
 * @param arch x64 or arm64
 */
export function nativeFiles(platform: string, arch: string): readonly string[] {
  const target = `${platform}-${arch}`;
  const prebuilt = `${target}${targetSuffixes[platform] ?? ''}`;
  return [
    'better-sqlite3-multiple-ciphers/package.json',
    'better-sqlite3-multiple-ciphers/lib',
    `better-sqlite3-multiple-ciphers/prebuilds/${target}.node`,
    '@napi-rs/keyring',
    `@napi-rs/keyring-${prebuilt}`,
    '@node-rs/argon2',
    `@node-rs/argon2-${prebuilt}`,
  ];
}
