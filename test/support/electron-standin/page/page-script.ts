// Builds the text of a script that is injected into pages. The functions are ordinary TypeScript functions of this
// folder; Node's type stripping leaves valid JavaScript behind, and Function.prototype.toString gives it back.
// They may therefore use only each other, their arguments and what the page itself has.

type PageFunction = (...values: never[]) => unknown;

/** A script that defines `functions` privately and calls `entry` (one of them) with `config` and raw expressions. */
export function pageScript(
  functions: readonly (PageFunction | (new (...values: never[]) => unknown))[],
  entry: PageFunction,
  config: object,
  rawArguments: readonly string[] = [],
): string {
  const call = `${entry.name}(${[JSON.stringify(config), ...rawArguments].join(', ')});`;
  return ['(() => {', '"use strict";', ...functions.map(String), call, '})();'].join('\n');
}

/** True where neither the preload nor the bridge may run: subframes and pages without content of their own. */
export function isForeignDocument(): boolean {
  return window.top !== window || ['about:', 'data:', 'chrome-error:'].includes(location.protocol);
}
