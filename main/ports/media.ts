// Where a file goes, a person says in the system's own dialog. Only Electron can ask, so the program asks its main thread.

/** A path, or null when no place was chosen. */
export type ChosenPlace = string | null;

export interface Media {
  /** @param fileName what the dialog proposes, with its ending; it holds no personal data */
  choosePlace(question: { readonly fileName: string }): Promise<ChosenPlace>;
}
