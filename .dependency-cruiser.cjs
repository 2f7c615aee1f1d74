/** The map of allowed imports. Read top to bottom: first what a zone may see, then the few confined modules. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: '^(src|main|renderer|server|test)/', pathNot: allowed },
});
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('base-sees-nothing', '^src/base/', ['^src/base/']),
    only('domain-is-pure', '^src/domain/', ['^src/(base|domain)/']),
    only('crypto-formats-are-pure', '^src/crypto/', ['^src/(base|domain|crypto)/']),
    only('contract-is-pure', '^src/contract/', ['^src/(base|domain|crypto|contract)/']),
    only('shared-node', '^src/node/', ['^src/']),
    only('renderer-sees-core', '^renderer/', ['^renderer/', '^src/(base|domain|contract)/']),
    only('main-sees-core', '^main/', ['^main/', '^src/']),
    only('server-sees-core', '^server/', ['^server/', '^src/']),
    {
      name: 'features-do-not-meet',
      severity: 'error',
      comment: 'talk through a port or an event',
      from: { path: '^(main|renderer|server)/features/([^/]+)/' },
      to: { path: '^$1/features/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'features-do-not-know-hosts',
      severity: 'error',
      from: { path: '^main/(features|kernel|app|store|rpc|ports)/' },
      to: { path: '^main/electron/' },
    },
    {
      name: 'only-app-wires-features',
      severity: 'error',
      from: { path: '^(main|renderer|server)/', pathNot: '^(main|renderer|server)/(app|features)/' },
      to: { path: '^(main|renderer|server)/features/' },
    },
    {
      name: 'bridge-is-the-only-window',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(bridge|app|features)/' },
    },
    {
      name: 'electron-is-confined',
      severity: 'error',
      from: { pathNot: '^(main/electron/|forge[.]config)' },
      to: { path: '(^|/)electron($|/)', dependencyTypesNot: ['local'] },
    },
    {
      name: 'pure-core-no-node',
      severity: 'error',
      from: { path: '^src/(base|domain|contract|crypto)/' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'crypto-is-confined', severity: 'error', from: { pathNot: '^src/node/crypto/' }, to: { path: '^(node:)?crypto$' } },
    {
      name: 'migrations-are-frozen',
      severity: 'error',
      from: { path: '/migrations/[0-9]{4}-' },
      to: { pathNot: '/migrations/migration[.]ts$' },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { pathNot: '([.]test[.]tsx?$|^test/)' },
      to: { path: '([.]test[.]tsx?$|^test/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
