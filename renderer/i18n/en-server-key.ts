// The server's key, renewed in order or replaced after a theft.
export const serverKeyTexts = {
  serverKey: {
    title: 'The server’s key',
    fingerprint: 'Fingerprint',
    serial: 'Times renewed',
    normal: 'When the key is renewed in order, this workstation follows by itself; nothing has to be done.',
    offered:
      'On {{at}} the server announced that its former key was stolen and that it has a new one. Until you have compared it, this workstation believes no server and sends nothing; what was saved is kept here.',
    ask: 'Ask the person who runs the server for the fingerprint of the new key (16 characters), face to face or by telephone, and type it below. Do not use one from a mail, a message or a screen.',
    typed: 'Fingerprint of the new key',
    passphrase: 'Your passphrase',
    needed: 'Please type the fingerprint and your passphrase.',
    confirm: 'Confirm the new key',
    busy: 'Comparing …',
    done: 'The new key ({{fingerprint}}) is trusted from now on. Connecting to the server again.',
    alarm:
      'The server has a new key, which an IT administrator has to compare on the page “This workstation”. Nothing is sent until then; you can go on registering.',
  },
};

export const serverKeyErrors = {
  'server-key/none-offered': 'No new key waits to be confirmed. The server may be reachable again; look once more.',
  'server-key/fingerprint-malformed': 'A fingerprint has 16 letters and digits. Please check what you typed.',
  'server-key/fingerprint-wrong':
    'This is not the fingerprint of the key the server announced; nothing was changed. Compare once more. If it still differs, another server may be answering in our server’s place.',
};
