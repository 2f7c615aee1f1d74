// For tests only: an organisation whose forms ask for images and signatures, and images that are whole but show nothing.
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import type { TestOrganisation } from './organisation.ts';

function segment(marker: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head[0] = 0xff;
  head[1] = marker;
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A JPEG of this size whose picture data contain the marker; `more` are segments put after the first. */
export function sampleJpeg(marker: string, width = 800, height = 500, more: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const frame = Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
      ...more,
      segment(0xc0, frame),
      segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
      Buffer.from(marker, 'latin1'),
      Buffer.from([0xff, 0xd9]),
    ]),
  );
}

function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, content, Buffer.alloc(4)]);
}

export function samplePng(marker: string, width = 600, height = 200): Uint8Array<ArrayBuffer> {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', size), chunk('IDAT', Buffer.from(marker, 'latin1')), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

/** Adds the class `image`, a document scan the form needs, a portrait the subject may decline, and both signatures. */
export async function withPictures(organisation: TestOrganisation): Promise<TestOrganisation> {
  const key = await generateSealingKey();
  const { configuration } = organisation;
  const [form] = configuration.forms;
  const [notice] = configuration.notices;
  if (form === undefined || notice === undefined) throw new Error('no form or no notice');
  const label = { 'zh-CN': '图片', en: 'Image' };
  const field = (name: string, part: FieldDefinition['part'], what: 'document-scan' | 'portrait'): FieldDefinition => ({
    ...{ name, part, label, help: label, purpose: label, necessity: label },
    class: 'image',
    input: { kind: 'image', what },
  });
  const fields = [...form.fields, field('documentScan', 'core', 'document-scan'), field('portrait', 'supplementary', 'portrait')];
  const sealTo = { keyId: key.keyId, key: key.publicKey };
  return {
    ...organisation,
    classKeys: { ...organisation.classKeys, image: key },
    configuration: {
      ...configuration,
      classes: [...configuration.classes, { name: 'image', sealTo }],
      forms: [{ ...form, fields, signature: { need: 'required', class: 'image' } }],
      notices: [{ ...notice, signature: { need: 'optional', class: 'image' } }],
    },
  };
}
