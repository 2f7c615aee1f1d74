// Packaging (S1): the bundles of vite/, the native modules of the target, all nine fuses, zip and deb. Started by `npm run package`,
// which says first what a missing Electron binary means.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { isNeeded, nativeFiles } from './vite/native-files.ts';

const electronZipDir = process.env.ELECTRON_ZIP_DIR;

const config: ForgeConfig = {
  packagerConfig: {
    // Native modules are opened by the operating system, which cannot look into the archive.
    asar: { unpack: '**/*.node' },
    executableName: 'countersign',
    ...(electronZipDir === undefined ? {} : { electronZipDir }),
  },
  hooks: {
    // The Vite plugin leaves node_modules out. A target whose prebuilt packages are not installed here fails loudly.
    packageAfterCopy: async (_config, buildPath, _electronVersion, platform, arch) => {
      for (const path of nativeFiles(platform, arch)) {
        await cp(join('node_modules', path), join(buildPath, 'node_modules', path), { recursive: true, filter: isNeeded });
      }
    },
  },
  makers: [
    new MakerZIP({}, ['linux', 'darwin', 'win32']),
    new MakerDeb({ options: { name: 'countersign', maintainer: 'Countersign', section: 'misc' } }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'main/electron/main.ts', config: 'vite/main.config.ts', target: 'main' },
        { entry: 'main/app/worker.ts', config: 'vite/worker.config.ts', target: 'main' },
        { entry: 'main/electron/preload.ts', config: 'vite/preload.config.ts', target: 'preload' },
        { entry: 'main/electron/print-preload.ts', config: 'vite/print-preload.config.ts', target: 'preload' },
      ],
      renderer: [
        { name: 'main_window', config: 'vite/renderer.config.ts' },
        { name: 'print_page', config: 'vite/print-page.config.ts' },
      ],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
