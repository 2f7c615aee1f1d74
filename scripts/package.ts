// `npm run package`: an installable application by Electron Forge, for this machine's system. Forge downloads the Electron binary and
// fails with a bare "fetch failed" where it cannot, so this says in words what that means.
import { root, runStep } from '#scripts/environment/steps.ts';

console.log(
  'Packaging needs the Electron binary: from the internet, or from a folder of Electron zips named by ELECTRON_ZIP_DIR.',
);
const isDone = await runStep({ name: 'package (electron-forge)', command: process.execPath, args: ['--run', 'make'] });
if (isDone) {
  console.log(`The packages are in ${root}/out/make.`);
} else {
  console.error('Nothing was packaged. "fetch failed" above means that the Electron binary could not be downloaded here:');
  console.error('run this where GitHub releases can be reached, or set ELECTRON_ZIP_DIR to a folder that holds the zip.');
  process.exitCode = 1;
}
