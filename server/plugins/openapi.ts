// The server's own description (OpenAPI 3.1), made from the same schemas that parse every message, so that it cannot drift.
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { type ErrorCode, errorCodes } from '#src/contract/errors.ts';
import { routes } from '#src/contract/sync/index.ts';
import { enrolment, errorResponse, probe } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { systemRoutes } from '#src/contract/systems/index.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { successions } from '#src/crypto/succession-document.ts';
import { deviceStanding } from '#src/domain/devices/standing.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { receipt } from '#src/domain/sync/receipt.ts';

type Route = (typeof routes)[keyof typeof routes] | (typeof systemRoutes)[keyof typeof systemRoutes];

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12' });
  return rest;
}

function jsonContent(schema: object): object {
  return { content: { 'application/json': { schema } } };
}

/** One answer for each status a refusal of these codes has. */
function refusals(codes: readonly ErrorCode[]): Record<string, object> {
  const byStatus = Map.groupBy(codes, (code) => errorCodes[code].http);
  const answers = [...byStatus].map(([status, those]) => {
    const schema = {
      allOf: [{ $ref: '#/components/schemas/errorResponse' }],
      properties: { error: { properties: { code: { enum: those } } } },
    };
    return [status, { description: those.join(', '), ...jsonContent(schema) }];
  });
  return Object.fromEntries(answers);
}

function queryParameters(schema: z.ZodObject): object[] {
  const { required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(schema.shape).map(([name, member]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: jsonSchema(z.clone(member)),
  }));
}

function securityOf(route: Route): readonly object[] {
  if ('scope' in route) return [{ systemClient: [route.scope] }];
  return route.isDeviceSigned ? [{ deviceSignature: [] }] : [];
}

function operation(name: string, route: Route): object {
  return {
    operationId: name,
    security: securityOf(route),
    ...(route.method === 'GET'
      ? { parameters: queryParameters(route.request) }
      : {
          'x-maximum-bytes': route.maximumBytes,
          requestBody: { required: true, ...jsonContent(jsonSchema(route.request)) },
        }),
    responses: { 200: { description: 'Done.', ...jsonContent(jsonSchema(route.response)) }, ...refusals(route.refusals) },
  };
}

const string = { type: 'string' };
const text = (type: string, schema: object) => ({ 200: { description: 'Done.', content: { [type]: { schema } } } });
const unsigned = (operationId: string) => ({ operationId, security: [] });
const tooMany = 'internal/too-many-requests';

/** What is served beside the table of the wire. */
const plainPaths = {
  '/healthz': {
    get: {
      ...unsigned('health'),
      responses: {
        ...text('application/json', {
          type: 'object',
          required: ['status', 'backup', 'backupAt'],
          properties: { status: { const: 'ok' }, backup: string, backupAt: { type: ['string', 'null'] } },
        }),
        ...refusals([tooMany, 'internal/unexpected', 'store/unreachable', 'store/in-use', 'store/corrupt', 'store/not-writable']),
      },
    },
  },
  '/openapi.json': {
    get: {
      ...unsigned('openapi'),
      responses: { ...text('application/json', { type: 'object' }), ...refusals([tooMany]) },
    },
  },
  '/log/checkpoint': {
    get: {
      ...unsigned('checkpoint'),
      responses: { ...text('text/plain', string), ...refusals([tooMany, 'internal/unexpected', 'store/unreachable']) },
    },
  },
  '/log/successions': {
    get: {
      ...unsigned('successions'),
      description: 'How the key of the log was renewed, oldest first; docs/protocol.md says what each text inside holds.',
      responses: {
        ...text('application/json', jsonSchema(successions)),
        ...refusals([tooMany]),
      },
    },
  },
  '/log/tile/{tile}': {
    get: {
      ...unsigned('tile'),
      security: [{}, { inspectorToken: [] }],
      description: 'A tile, or with the token an entry bundle, by its name in C2SP tlog-tiles; the name has slashes of its own.',
      parameters: [{ name: 'tile', in: 'path', required: true, schema: string }],
      responses: {
        ...text('application/octet-stream', { ...string, format: 'binary' }),
        ...refusals([tooMany, 'internal/invalid-input', 'internal/not-found', 'access/denied', 'internal/unexpected']),
      },
    },
  },
};

/** Texts inside signed documents and envelopes are JSON of these shapes. */
const components = { signedDocument, enrolment, probe, receipt, deviceStanding, configuration, envelope, errorResponse };

function openApiDocument(): Record<string, unknown> {
  const paths: Record<string, Record<string, object>> = { ...plainPaths };
  for (const [name, route] of Object.entries({ ...routes, ...systemRoutes })) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Countersign sync',
      version: String(protocolVersion),
      description: 'Between workstation and server. docs/protocol.md describes signatures, signed documents and the envelope.',
    },
    paths,
    components: {
      securitySchemes: {
        inspectorToken: { type: 'http', scheme: 'bearer', description: 'The inspectors’ token of this server.' },
        systemClient: {
          type: 'http',
          scheme: 'bearer',
          description:
            'The token of one of the organisation’s own systems, with the scopes it was given (docs/information-system.md).',
        },
        deviceSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'signature',
          description:
            'RFC 9421 with ed25519, keyid = device id, over @method, @path, @query and content-digest; created and nonce.',
        },
      },
      schemas: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, jsonSchema(schema)])),
    },
    'x-error-codes': Object.fromEntries(
      Object.entries(errorCodes).map(([code, { params, http, retry }]) => [code, { http, retry, params: jsonSchema(params) }]),
    ),
  };
}

/** It is made when somebody asks for it first: that takes as long as the rest of a server's start. */
export function addOpenApi(app: FastifyInstance): void {
  let document: Record<string, unknown> | null = null;
  app.get('/openapi.json', async () => {
    document ??= openApiDocument();
    return document;
  });
}
