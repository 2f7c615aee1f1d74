import type { Socket } from 'node:net';

/** Calls back with each whole line; a line that is too long ends the connection. */
export function onLines(socket: Socket, longest: number, take: (line: string) => void): void {
  let held = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    held += chunk;
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    if (held.length > longest) socket.destroy();
    else for (const line of lines) take(line);
  });
}
