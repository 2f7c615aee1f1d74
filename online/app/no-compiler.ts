// First of all: the page's policy forbids code made of text, by which schemas would be compiled, and even the question whether it may be.
import * as z from 'zod';

z.config({ jitless: true });
