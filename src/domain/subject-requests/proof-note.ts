/** Among the wanted values, what the clerk wrote about the paper that was shown; no field of a form can be called like this. */
export const proofNoteName = '$proof';
export const longestProofNote = 300;
