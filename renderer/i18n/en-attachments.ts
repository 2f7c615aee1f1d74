// English texts of images and signatures.
export const attachmentErrors = {
  'attachments/not-an-image': 'This file is no complete JPEG or PNG picture. Choose another one.',
  'attachments/metadata':
    'The picture carries other information, such as where it was taken, and was not saved. Take or choose it here again.',
  'attachments/too-large': 'The picture is too large and was not saved. Go closer, or choose a smaller one.',
  'attachments/too-many-pixels': 'The picture is longer than {{maximum}} pixels and was not saved. Choose it again.',
  'attachments/too-few-pixels': 'The picture is too small to be readable. Take it again or choose a clearer one.',
  'attachments/too-many': 'A registration keeps at most {{maximum}} pictures and signatures.',
  'attachments/field-unknown': 'The form has no such item; the picture was not saved.',
  'attachments/no-consent': 'The person has not agreed to this item; the picture was not saved.',
  'attachments/unknown': 'This picture is not there any more. Take it again.',
  'attachments/signature-not-optional': 'This form must be signed by the person.',
  'registration/signature-missing':
    'The signature is missing, or something was changed after it. Let the person check the entries and sign again.',
  'sync/attachments-missing': '{{missing}} pictures are not sent yet; the record follows by itself once they are.',
  'sync/attachment-invalid': 'The sealed picture does not fit its record; the server did not take it. Ask the IT administrator.',
  'sync/attachment-quota': 'The server cannot take more pictures for now; it is tried again by itself.',
};

export const attachmentFieldErrors = {
  'forms/image-required': 'Take or choose a picture.',
  'forms/image-unknown': 'The picture was not saved. Take or choose it again.',
};
