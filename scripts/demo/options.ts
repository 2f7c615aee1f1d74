// The command line of a guided run. What cannot be meant (a switch given twice, an empty value) is refused instead of guessed.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InputError } from '#scripts/demo/input.ts';
import { type Scenario, scenarios } from '#scripts/demo/scenario/names.ts';

export const usage = 'npm run demo -- [--input FILE.json | --scenario verification] [--data DIR] [--json]';

export interface DemoOptions {
  readonly input: string;
  /** Null: the run's files go into a folder of its own and are removed with it. */
  readonly data: string | null;
  readonly isJson: boolean;
  /** What is demonstrated instead of an input; null: the input's registrations. */
  readonly scenario: Scenario | null;
}

const text = { type: 'string', multiple: true } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { input: text, data: text, scenario: text, json: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function single(name: string, given: readonly string[] | undefined): string | null {
  if (given === undefined) return null;
  const [value, ...more] = given;
  if (more.length > 0) throw new InputError(`--${name} is given more than once.`);
  if (value === undefined || value.trim() === '') throw new InputError(`--${name} needs a value.`);
  return value;
}

function scenarioOf(given: readonly string[] | undefined): Scenario | null {
  const name = single('scenario', given);
  if (name === null) return null;
  const known = scenarios.find((one) => one === name);
  if (known === undefined) throw new InputError(`There is no scenario "${name}". There is: ${scenarios.join(', ')}.`);
  return known;
}

/**
 * @param args the arguments after the script's name
 * @param folders where the caller stands (relative paths are theirs) and where this project is
 * @throws InputError when the command line cannot be understood
 */
export function readOptions(
  args: readonly string[],
  folders: { readonly caller: string; readonly project: string },
): DemoOptions {
  const values = parse(args);
  const input = single('input', values.input);
  const data = single('data', values.data);
  const scenario = scenarioOf(values.scenario);
  if (input !== null && scenario !== null) throw new InputError('--input and --scenario cannot both be given.');
  return {
    input: input === null ? join(folders.project, 'scripts', 'demo', 'registrations.json') : resolve(folders.caller, input),
    data: data === null ? null : resolve(folders.caller, data),
    isJson: values.json ?? false,
    scenario,
  };
}
