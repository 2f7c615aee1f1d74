import type { Template } from './gateways.ts';

/** Placeholders and what stands for them in one request. */
export type Placeholders = ReadonlyMap<string, string>;

const placeholder = /\{\{([A-Za-z:0-9-]+)\}\}/g;

/** Names of the placeholders in a text; null where braces stand that are none. */
export function placeholdersIn(text: string): readonly (string | null)[] {
  const names = [...text.matchAll(placeholder)].map(([, name]) => name ?? null);
  return /\{\{|\}\}/.test(text.replace(placeholder, '')) ? [...names, null] : names;
}

/** What stands in one request for a placeholder. @throws Error naming the placeholder when there is none such */
export function fillText(text: string, values: Placeholders): string {
  return text.replace(placeholder, (_whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`unknown placeholder ${name}`);
    return value;
  });
}

/** A JSON template filled in; a value never becomes part of the structure around it. */
export function fillTemplate(template: Template, values: Placeholders): Template {
  if (typeof template === 'string') return fillText(template, values);
  if (Array.isArray(template)) return template.map((one) => fillTemplate(one, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillTemplate(value, values)]));
}

/** The member of a JSON value that a pointer names (RFC 6901), as text; null when there is none or it is no plain value. */
export function textAt(value: unknown, pointer: string): string | null {
  let current = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return null;
    current = (current as Record<string, unknown>)[key];
  }
  return typeof current === 'string' || typeof current === 'number' || typeof current === 'boolean' ? String(current) : null;
}
