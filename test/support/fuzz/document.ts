// The server's own description as the fuzzer reads it: what there is to attack, and what may be answered.
import fc from 'fast-check';
import * as z from 'zod';

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema }));
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['query', 'path']), schema })).default([]),
  'x-maximum-bytes': z.int().optional(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content })),
});
const openApi = z.object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), operation)) });

export type JsonSchema = z.infer<typeof schema>;

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly isSigned: boolean;
  /** Asked by one of the organisation's own systems, with its token. */
  readonly isOfSystem: boolean;
  readonly query: readonly { readonly name: string; readonly schema: JsonSchema }[];
  readonly body: JsonSchema | null;
  readonly maximumBytes: number;
  /** Checks a good answer; null where it is not JSON. */
  readonly answer: z.ZodType | null;
  /** Code → status. */
  readonly refusals: ReadonlyMap<string, number>;
}

function refusalsOf(responses: z.infer<typeof operation>['responses']): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [status, { description }] of Object.entries(responses)) {
    if (status !== '200') for (const code of description.split(', ')) found.set(code, Number(status));
  }
  return found;
}

export function readDocument(text: string): readonly Operation[] {
  const { paths } = openApi.parse(JSON.parse(text));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => {
      const answer = one.responses['200']?.content['application/json']?.schema;
      return {
        // A failure names the operation and does not print its schemas.
        [fc.toStringMethod]: () => one.operationId,
        id: one.operationId,
        method: method.toUpperCase(),
        path,
        isSigned: one.security.some((needed) => 'deviceSignature' in needed),
        isOfSystem: one.security.some((needed) => 'systemClient' in needed),
        query: one.parameters.filter((parameter) => parameter.in === 'query'),
        body: one.requestBody?.content['application/json']?.schema ?? null,
        maximumBytes: one['x-maximum-bytes'] ?? 0,
        answer: answer === undefined ? null : z.fromJSONSchema(answer as Parameters<typeof z.fromJSONSchema>[0]),
        refusals: refusalsOf(one.responses),
      };
    }),
  );
}
