// What simulated providers have in common: how they read a question and how they sign what they say.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

export function macUnder(secret: string): (text: string) => string {
  return (text) => createHmac('sha256', secret).update(text, 'utf8').digest('hex');
}
