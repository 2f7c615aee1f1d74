import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,main,renderer,server,verifier,scripts,test}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
