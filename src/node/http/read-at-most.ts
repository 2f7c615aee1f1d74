/** All bytes of an answer (null: it has none), or null when they are more than `largestBytes`: nothing after that is read. */
export async function readAtMost(chunks: AsyncIterable<Uint8Array> | null, largestBytes: number): Promise<Buffer | null> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks ?? []) {
    length += chunk.length;
    if (length > largestBytes) return null;
    read.push(chunk);
  }
  return Buffer.concat(read);
}
