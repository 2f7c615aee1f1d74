// Before any schema of a page is made: its policy forbids code made of text, by which schemas would be compiled, and even the question whether it may be.
import { config } from 'zod/v4/core';

config({ jitless: true });
