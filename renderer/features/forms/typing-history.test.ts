import { describe, expect, it } from 'vitest';
import { TypingHistory } from './typing-history.ts';

const at = (text: string) => ({ text, caret: text.length });

describe('what was typed into a number', () => {
  it('is taken back typing by typing and deletion by deletion, and done again', () => {
    const history = new TypingHistory();
    history.edited(at(''), 'insertText');
    history.edited(at('1'), 'insertText');
    history.edited(at('12'), 'deleteContentBackward');
    history.edited(at('1'), 'deleteContentBackward');
    expect(history.undo(at(''))).toEqual(at('1'));
    expect(history.undo(at('1'))).toEqual(at('12'));
    expect(history.undo(at('12'))).toEqual(at(''));
    expect(history.undo(at(''))).toBeNull();
    expect(history.redo(at(''))).toEqual(at('12'));
    expect(history.redo(at('12'))).toEqual(at('1'));
    history.edited(at('1'), 'insertText');
    expect(history.redo(at('13'))).toBeNull();
    expect(history.undo(at('13'))).toEqual(at('1'));
  });

  it('parts two pieces of typing between which something was taken back', () => {
    const history = new TypingHistory();
    history.edited(at(''), 'insertText');
    history.undo(at('1'));
    history.edited(at(''), 'insertText');
    expect(history.undo(at('2'))).toEqual(at(''));
  });
});
