import { beforeEach, describe, expect, it } from 'vitest';
import { OwnCopies } from '#main/electron/own-copies.ts';

function fakeBoard(content: string) {
  const board = {
    content,
    readText: async () => board.content,
    clear: () => {
      board.content = '';
    },
  };
  return board;
}

/** What the event does, to its end. */
async function endSession(copies: OwnCopies): Promise<void> {
  copies.heard('session.changed');
  await new Promise((resolve) => setImmediate(resolve));
}

describe('what was copied from the window', () => {
  let board = fakeBoard('');
  let copies = new OwnCopies(board);
  beforeEach(() => {
    board = fakeBoard('');
    copies = new OwnCopies(board);
  });

  it('is gone with the session', async () => {
    copies.copied();
    // The system gets it a moment after the page said so.
    board.content = '110101199003071057';
    copies.heard('sync.changed');
    expect(board.content).not.toBe('');
    await endSession(copies);
    expect(board.content).toBe('');
  });

  it('is gone also when it was pasted elsewhere in between', async () => {
    copies.copied();
    board.content = '110101199003071057';
    copies.leftWindow();
    copies.leftWindow();
    await endSession(copies);
    expect(board.content).toBe('');
  });

  it('is nobody’s business once another program put something there', async () => {
    copies.copied();
    board.content = '110101199003071057';
    copies.leftWindow();
    board.content = 'a letter';
    await endSession(copies);
    expect(board.content).toBe('a letter');
  });

  it('is all that is emptied: a session without a copy leaves the clipboard alone, and so does the next one', async () => {
    board.content = 'a letter';
    copies.leftWindow();
    await endSession(copies);
    expect(board.content).toBe('a letter');
    copies.copied();
    await endSession(copies);
    board.content = 'another letter';
    await endSession(copies);
    expect(board.content).toBe('another letter');
  });

  it('is left alone when nobody can read the clipboard', async () => {
    copies.copied();
    board.content = '110101199003071057';
    copies.leftWindow();
    board.readText = async () => {
      throw new Error('another program holds it');
    };
    await expect(copies.empty()).resolves.toBeUndefined();
    expect(board.content).not.toBe('');
  });
});
