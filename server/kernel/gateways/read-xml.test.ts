import { expect, test } from 'vitest';
import { textAt } from './fill-template.ts';
import { readXml } from './read-xml.ts';

test('an answer as SOAP wraps it', () => {
  const text = `<?xml version="1.0" encoding="GBK"?>
    <!-- made by a machine --><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
    <ns:compareResponse xmlns:ns='urn:x'><code xsi:type="xsd:string"> 00 </code><msg><![CDATA[<一致> & ]]]]><![CDATA[>]]></msg>
    <空 a="1"/><escaped>&lt;&#x4e00;&#65;&amp;lt;</escaped></ns:compareResponse></soap:Body></soap:Envelope>`;
  const read = (pointer: string) => textAt(readXml(text), `/Envelope/Body/compareResponse${pointer}`);
  expect(read('/code')).toBe('00');
  expect(read('/code@type')).toBe('xsd:string');
  expect(read('/msg')).toBe('<一致> & ]]>');
  expect(read('/escaped')).toBe('<一A&lt;');
  expect(read('/空')).toBe('');
  expect(read('')).toBeNull();
  expect(textAt(readXml('<a><b>1</b><b>2</b><c>3</c></a>'), '/a/b')).toBeNull();
  expect(textAt(readXml('<a><b>1</b><b>2</b><c>3</c></a>'), '/a/c')).toBe('3');
});

test.each([
  ['nothing', ''],
  ['no element', 'OK'],
  ['two documents', '<a/><b/>'],
  ['an open element', '<a><b></a>'],
  ['an end too many', '<a></a></a>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['an entity of its own', '<a>&b;</a>'],
  ['half an entity', '<a>&amp</a>'],
  ['a bare ampersand', '<a>1 & 2</a>'],
  ['a number that is no character', '<a>&#x110000;</a>'],
  ['an attribute without quotes', '<a b=1/>'],
  ['HTML', '<html><br><p>502</html>'],
  ['too deep', '<a>'.repeat(60) + '</a>'.repeat(60)],
])('%s is no XML of ours', (_what, text) => {
  expect(() => readXml(text)).toThrow();
});

test('no text takes long', () => {
  const before = performance.now();
  for (const text of [
    '<a '.repeat(20_000),
    `<a${' b="1"'.repeat(9_000)}`,
    '<'.repeat(60_000),
    `<a>${'&'.repeat(60_000)}`,
    '<!--'.repeat(15_000),
  ]) {
    expect(() => readXml(text)).toThrow();
  }
  expect(performance.now() - before).toBeLessThan(5_000);
});
