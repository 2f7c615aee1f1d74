/** The map of allowed imports. First what a zone may see, then the confined modules. test/architecture seeds violations of it. */
const zones = '^(src|main|renderer|online|server|verifier|test|scripts)/';
const testFiles = '([.](test|spec)[.]tsx?$|^test/|^(main|server)/test-bench)';
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: testFiles },
  to: { path: zones, pathNot: allowed },
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
    only('online-sees-core', '^online/', [
      '^online/',
      '^src/(base|domain|contract)/',
      // What the counter's screens and the page have in common: controls, texts, and the form as it is filled.
      '^renderer/(ui|i18n|pictures)/',
      '^renderer/features/(forms/|consent/(field-consent|party-choice)[.]tsx$|attachments/signature-dialog[.]tsx$)',
    ]),
    {
      name: 'what-pages-share-has-no-bridge',
      severity: 'error',
      comment: 'the online page has no program behind it: what it takes from the counter must not need one',
      from: {
        path: [
          '^renderer/(ui|i18n|pictures|features/forms)/',
          '^renderer/features/(consent/(field-consent|party-choice)|attachments/(signature-dialog|ink))[.]tsx?$',
        ],
        pathNot: testFiles,
      },
      to: { path: '^renderer/(bridge|app)/' },
    },
    only('main-sees-core', '^main/', ['^main/', '^src/']),
    only('server-sees-core', '^server/', ['^server/', '^src/']),
    {
      name: 'verifier-shares-nothing',
      severity: 'error',
      comment: 'what judges the log has no line in common with what writes it, and needs nothing but Node',
      from: { path: '^verifier/', pathNot: testFiles },
      to: { pathNot: '^verifier/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'nothing-leans-on-the-verifier',
      severity: 'error',
      from: { path: '^(src|main|renderer|online|server)/', pathNot: testFiles },
      to: { path: '^verifier/' },
    },
    {
      name: 'features-do-not-meet',
      severity: 'error',
      comment: 'a feature says in its ports.ts what it needs of another; only app wires',
      from: { path: '^(main|renderer|server)/features/([^/]+)/', pathNot: testFiles },
      to: { path: '^$1/features/', pathNot: '^$1/features/$2/' },
    },
    {
      name: 'only-app-wires-features',
      severity: 'error',
      from: {
        path: '^(main|renderer|server)/',
        pathNot: ['^(main|renderer)/(app|features)/', '^server/(app[.]ts|app/|features/)', testFiles],
      },
      to: { path: '^(main|renderer|server)/features/' },
    },
    {
      name: 'program-does-not-know-its-host',
      severity: 'error',
      from: { path: '^main/(features|kernel|app|store|rpc|ports)/' },
      to: { path: '^main/electron/' },
    },
    {
      name: 'ui-has-no-business',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: ['^renderer/(bridge|app|features)/', '^src/(domain|contract)/'] },
    },
    {
      name: 'electron-is-confined',
      severity: 'error',
      from: { pathNot: ['^main/electron/', '^test/', '^scripts/'] },
      to: { path: '^(node_modules/electron/|electron$)' },
    },
    {
      name: 'pure-core-no-node',
      severity: 'error',
      from: { path: '^src/(base|domain|contract|crypto)/', pathNot: testFiles },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'crypto-is-confined',
      severity: 'error',
      from: { path: '^(src|main|renderer|online|server)/', pathNot: ['^src/node/crypto/', testFiles] },
      to: { path: '^(node:)?crypto$' },
    },
    {
      name: 'migrations-are-frozen',
      severity: 'error',
      from: { path: '/migrations/[0-9]{4}-' },
      to: { path: zones, pathNot: '/migration[.]ts$' },
    },
    {
      name: 'no-tests-in-product',
      severity: 'error',
      from: { path: '^(src|main|renderer|online|server)/', pathNot: testFiles },
      to: { path: [testFiles, '^scripts/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
