// What a subject fills to say who they are: a form like any other, so that its fields, checks and errors are the same.
import type { LocalText } from '#src/base/language.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { en } from '../texts/en.ts';
import { zhCn } from '../texts/zh-cn.ts';

const text = (name: 'type' | 'typeHelp' | 'number' | 'numberHelp' | 'proveText' | 'prove'): LocalText => ({
  'zh-CN': zhCn.own[name],
  en: en.own[name],
});

const reason = { purpose: text('proveText'), necessity: text('proveText'), class: 'identity', part: 'core' } as const;

const fields: FieldDefinition[] = [
  {
    ...reason,
    name: 'documentType',
    label: text('type'),
    help: text('typeHelp'),
    input: { kind: 'document-type', options: [...documentTypes] },
  },
  {
    ...reason,
    name: 'documentNumber',
    label: text('number'),
    help: text('numberHelp'),
    input: { kind: 'document-number', typeField: 'documentType' },
  },
];

export const proofForm: FormDefinition = {
  id: 'online-proof',
  version: 1,
  title: text('prove'),
  fields,
  reviewChecks: [{ id: 'proof', label: text('prove') }],
};
