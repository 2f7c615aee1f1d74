// As much of XML as providers answer with: elements, attributes, text. No document type, no entity but the five of XML itself and those
// by number; a document that has more is none, so that nothing in it can be expanded or fetched.

/**
 * An element without children is its text; with children it has them by their local names, and the attribute `type` of a child `code` as
 * `code@type`. Of several of one name none can be read.
 */
export type XmlValue = string | { readonly [name: string]: XmlValue };

interface Open {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly members: Map<string, XmlValue>;
  text: string;
}

const deepest = 50;
const name = '[\\p{L}_][\\p{L}\\p{N}._-]*(?::[\\p{L}_][\\p{L}\\p{N}._-]*)?';
const attribute = `\\s+(${name})\\s*=\\s*("[^"<]*"|'[^'<]*')`;
/** Comment, instruction, CDATA, end, start, or text. */
const token = new RegExp(
  `<!--[^]*?-->|<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|</(${name})\\s*>|<(${name})((?:${attribute})*)\\s*(/?)>|([^<]+)`,
  'uy',
);
const attributes = new RegExp(attribute, 'gu');

const named: Readonly<Record<string, string>> = {
  'amp;': '&',
  'lt;': '<',
  'gt;': '>',
  'quot;': '"',
  'apos;': "'",
};

/** @throws Error at an entity that XML itself does not know */
function unescaped(text: string): string {
  return text.replace(/&([^;&]{0,10};)?/gu, (_whole, entity = '') => {
    const number = /^#(?:x([0-9a-f]+)|([0-9]+));$/iu.exec(entity);
    if (number !== null) return String.fromCodePoint(Number(number[1] === undefined ? number[2] : `0x${number[1]}`));
    const value = named[entity];
    if (value === undefined) throw new Error('an entity is unknown');
    return value;
  });
}

function localName(whole: string): string {
  return whole.slice(whole.indexOf(':') + 1);
}

function attributesOf(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(attributes)].map(
    ([, key = '', value = '']) => [localName(key), unescaped(value.slice(1, -1))] as const,
  );
}

function closed({ members, text }: Open): XmlValue {
  return members.size === 0 ? text.trim() : Object.fromEntries(members);
}

class XmlReader {
  readonly #open: Open[] = [{ tag: '', attributes: [], members: new Map(), text: '' }];

  start(tag: string, given: string, isEmpty: boolean): void {
    if (this.#open.length > deepest) throw new Error('too deep');
    this.#open.push({ tag, attributes: attributesOf(given), members: new Map(), text: '' });
    if (isEmpty) this.end(tag);
  }

  end(tag: string): void {
    const ended = this.#open.pop();
    const around = this.#open.at(-1);
    if (ended === undefined || around === undefined || ended.tag !== tag) throw new Error('an element does not end');
    const key = localName(tag);
    // Two of one name: nobody could say which is meant.
    const isFirst = !around.members.has(key);
    around.members.set(key, isFirst ? closed(ended) : {});
    for (const [attributeName, value] of ended.attributes) around.members.set(`${key}@${attributeName}`, isFirst ? value : {});
  }

  text(text: string): void {
    const current = this.#open.at(-1);
    if (current !== undefined) current.text += text;
  }

  result(): XmlValue {
    const [whole] = this.#open;
    if (
      whole === undefined ||
      this.#open.length > 1 ||
      [...whole.members.keys()].filter((key) => !key.includes('@')).length !== 1 ||
      whole.text.trim() !== ''
    ) {
      throw new Error('no document');
    }
    return closed(whole);
  }
}

/** @throws Error when it is none, or has what is not read here */
export function readXml(text: string): XmlValue {
  const reader = new XmlReader();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text);
    if (found === null) throw new Error('no XML');
    const [whole, data, ended, started, given = ''] = found;
    const plain = found.at(-1);
    if (data !== undefined) reader.text(data);
    else if (ended !== undefined) reader.end(ended);
    else if (started !== undefined) reader.start(started, given, whole.endsWith('/>'));
    else if (plain !== undefined) reader.text(unescaped(plain));
  }
  return reader.result();
}
