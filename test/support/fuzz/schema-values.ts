// Values that a JSON Schema allows, its limits included. It knows what our own schemas use; what it does not know it does not guess.
import fc from 'fast-check';
import type { JsonSchema } from './document.ts';
import { marker } from './hostile.ts';

type Values = fc.Arbitrary<unknown>;

function list(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function texts(schema: JsonSchema): Values {
  const [minLength, maxLength] = [numberOf(schema.minLength, 0), numberOf(schema.maxLength, 40)];
  if (typeof schema.pattern === 'string') {
    try {
      return fc.stringMatching(new RegExp(schema.pattern, 'u'), { size: 'small' });
    } catch {
      // A pattern that cannot be generated from is only attacked.
      return fc.constant(marker);
    }
  }
  const limit = Math.min(maxLength, 5_000);
  return fc.oneof(
    fc.string({ unit: 'binary', minLength, maxLength: Math.min(limit, 40) }),
    fc.constant(marker.padEnd(minLength, 'x').slice(0, limit)),
    fc.constant('王'.repeat(limit)),
  );
}

function integers(schema: JsonSchema): Values {
  const min = Math.max(numberOf(schema.minimum, numberOf(schema.exclusiveMinimum, -Infinity) + 1), Number.MIN_SAFE_INTEGER);
  const max = Math.min(numberOf(schema.maximum, Infinity), Number.MAX_SAFE_INTEGER);
  return fc.oneof(fc.integer({ min: Math.max(min, -5), max: Math.min(max, 50) }), fc.constantFrom(min, max));
}

function objects(schema: JsonSchema, depth: number): Values {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, valuesOf(member, depth + 1)])),
    { requiredKeys: required },
  );
  const additional = schema.additionalProperties;
  if (typeof additional !== 'object' || additional === null) return known;
  return fc.dictionary(fc.string({ maxLength: 12 }), valuesOf(additional as JsonSchema, depth + 1), { maxKeys: 3 });
}

function arrays(schema: JsonSchema, depth: number): Values {
  const minLength = numberOf(schema.minItems, 0);
  const maxLength = Math.max(minLength, Math.min(numberOf(schema.maxItems, 3), depth > 3 ? 1 : 3));
  return fc.array(valuesOf((schema.items ?? {}) as JsonSchema, depth + 1), { minLength, maxLength });
}

/** @param depth how deep inside the message: deep lists stay short */
export function valuesOf(schema: JsonSchema, depth = 0): Values {
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = [...list(schema.anyOf), ...list(schema.oneOf)];
  if (choices.length > 0) return fc.oneof(...choices.map((choice) => valuesOf(choice, depth)));
  switch (schema.type) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number':
      return integers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrays(schema, depth);
    case 'object':
      return objects(schema, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
