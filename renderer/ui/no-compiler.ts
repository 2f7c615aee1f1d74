// Before any schema of a page is made: its policy forbids code made of text, by which schemas would be compiled, and even the question
// whether it may be. Zod keeps its configuration on the global object, so it is told without loading it into the first screen.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
