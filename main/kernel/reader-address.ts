/** Only plain HTTP to 127.0.0.1, by its number: a name could be made to point elsewhere. */
export function isReaderAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.username === '' && url.password === '';
}
