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

export const attachments = {
  attachments: {
    take: 'Take a picture',
    retake: 'Take it again',
    choose: 'Choose a file',
    remove: 'Remove',
    undo: 'Undo the removal',
    saving: 'Encrypting and saving …',
    dropHint: 'Or drop a picture here, or paste it with Ctrl+V',
    kept: '{{label}} (saved, encrypted)',
    captured: 'Taken and saved, encrypted',
    cancel: 'Cancel',
    shutter: 'Take it',
    shutterKey: 'Space',
    timer: 'In {{seconds}} seconds',
    stopTimer: 'Stop counting',
    again: 'Again',
    use: 'Use this one',
    device: 'Camera',
    anyDevice: 'Default camera',
    live: 'What the camera sees',
    taken: 'The picture just taken',
    look: {
      'document-scan': 'Look at it: text readable, all four corners, no glare.',
      portrait: 'Look at it: the whole face, sharp and uncovered, plainly this person.',
      other: 'Look at it: everything needed is there and sharp.',
    },
    frame: {
      'document-scan': 'Hold the document inside the frame, all four corners visible.',
      portrait: 'The person looks straight ahead, the face inside the oval.',
      other: 'Hold what is to be seen in the middle.',
    },
    camera: {
      opening: 'Opening the camera …',
      live: 'The camera is on.',
      absent:
        'No usable camera was found. Check its cable, or close the program that uses it; or cancel and choose a picture file.',
      preview: 'This is a preview and opens no camera. At the counter its picture is shown here.',
      refused:
        'The system does not let this program use the camera. Allow it in the system’s privacy settings, or choose a file.',
    },
    signature: 'Signature',
    sign: 'Let the person sign',
    signAgain: 'Sign again',
    signHere: 'Please sign here',
    signsForm: 'I confirm that the entries above are true.',
    signsNotice: 'I have read “{{title}}” and accept it.',
    pad: 'Signature area: write with a pen, a finger or the mouse',
    byHand: 'A signature is written by hand, on a touch screen, a pad or with the mouse; the keyboard cannot stand in for it.',
    clear: 'Clear all',
    undoStroke: 'Undo one stroke',
    signed: 'Done',
    notSigning: 'If the person does not sign, say why (it is recorded):',
    reasons: { declined: 'Does not want to sign', 'not-possible': 'Cannot sign by hand' },
    formSignature: {
      given: { required: 'Signed. Any change needs a new signature.', optional: 'Signed. Any change needs a new signature.' },
      missing: { required: 'Needed before submitting', optional: 'May be left out; the reason can be recorded' },
    },
  },
};
