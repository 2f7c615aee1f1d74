// Pictures as the page sends them: bytes in base64, as long as the counter's may be.
import * as z from 'zod';
import { maximumAttachments, maximumImageBytes, maximumSignatureBytes } from '#src/domain/attachments/schema.ts';

const longestText = (bytes: number) => Math.ceil(bytes / 3) * 4;
const longestPicture = longestText(maximumImageBytes);

export const pictureText = z.base64().max(longestPicture);
export const inkText = z.base64().max(longestText(maximumSignatureBytes));

/** So many pictures together. */
export const bytesOfPictures = (count: number) => count * longestPicture;
/** All pictures of one registration. */
export const attachedBytes = bytesOfPictures(maximumAttachments);
