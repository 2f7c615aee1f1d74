import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { findPostgres } from './server/test-bench-postgres.ts';

// Wide: they end what hangs. How long something takes is judged where it matters, not by how busy the machine is.
const timeouts = { testTimeout: 120_000, hookTimeout: 180_000 };

// The server's tests, and those that take its media and its audit log to the other side, are its conformance suite: they run on both
// engines. In `postgres/` are those that only PostgreSQL can pass.
const onlyPostgres = '{server/**/postgres,test/integration}/*.engine.test.ts';
const exchanged =
  'test/integration/{branch-day,sealed-file,audit-verifier,api-fuzz,restore,verification,contact,call-records}.test.ts';
const conformance = ['server/*.test.ts', 'server/features/**/*.test.ts', exchanged, onlyPostgres];
const hasPostgres = findPostgres() !== null;
if (!hasPostgres) {
  process.stderr.write(
    'Not tested here: the server on PostgreSQL, because no PostgreSQL ≥ 15 is installed (apt-get install postgresql).\n',
  );
}

export default defineConfig({
  test: {
    // Most tests wait for a disk, a process or a line; left to itself, vitest uses one processor of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['server/test-bench-setup.ts'],
    projects: [
      {
        test: {
          name: 'sqlite',
          include: ['{src,main,renderer,online,server,verifier,scripts,test}/**/*.test.{ts,tsx}'],
          exclude: [onlyPostgres],
          ...timeouts,
        },
      },
      ...(hasPostgres
        ? [
            {
              test: {
                name: 'postgresql',
                include: conformance,
                env: { COUNTERSIGN_TEST_ENGINE: 'postgresql' },
                ...timeouts,
              },
            },
          ]
        : []),
    ],
  },
});
