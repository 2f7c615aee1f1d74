// `npm run build`: the six bundles of the application and the page of the online channel. Ends with an error when one of them cannot be built.
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '#scripts/environment/steps.ts';

const bundles = ['main', 'worker', 'preload', 'print-preload', 'renderer', 'print-page', 'online'];

for (const name of bundles) {
  const startedAt = performance.now();
  try {
    await build({ configFile: join(root, 'vite', `${name}.config.ts`), configLoader: 'native' });
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`The application was not built: the ${name} bundle failed.`);
    process.exit(1);
  }
  console.log(`built ${name} in ${Math.round(performance.now() - startedAt)} ms`);
}
