// Text size and light or dark, as a person at this computer chose them. They say nothing about anybody, so they may be kept here.

export const textSizes = ['100', '125', '150'] as const;
export type TextSize = (typeof textSizes)[number];
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Look {
  readonly size: TextSize;
  readonly theme: Theme;
}

const sizeKey = 'countersign.text-size';
const themeKey = 'countersign.theme';

function oneOf<T extends string>(options: readonly T[], value: string | null, usual: T): T {
  return options.find((option) => option === value) ?? usual;
}

/** What was chosen last; the usual look when nothing was, or when what is kept makes no sense. */
export function savedLook(storage: Pick<Storage, 'getItem'>): Look {
  return {
    size: oneOf(textSizes, storage.getItem(sizeKey), '100'),
    theme: oneOf(themes, storage.getItem(themeKey), 'system'),
  };
}

export function saveLook(storage: Pick<Storage, 'setItem'>, { size, theme }: Look): void {
  storage.setItem(sizeKey, size);
  storage.setItem(themeKey, theme);
}

/** The style sheet does the rest: every size is in rem, every colour knows both schemes. */
export function applyLook(root: { readonly dataset: DOMStringMap }, { size, theme }: Look): void {
  root.dataset.size = size;
  root.dataset.theme = theme;
}
