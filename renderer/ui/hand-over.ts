// Handing a text to a person: as a file or through the clipboard. Neither needs a permission, and the window grants none.

export function saveText(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The classic copy command over a text area that shows the text. */
export function copyAll(area: HTMLTextAreaElement | null): boolean {
  area?.select();
  return document.execCommand('copy');
}
