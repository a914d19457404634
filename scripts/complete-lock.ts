// After `npm install`: names in package-lock.json what npm left out of it, so that `npm ci` takes it everywhere: `npm run lock`.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completeLockFile } from './lock-file.ts';

const file = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8'));
await writeFile(file, `${JSON.stringify(completeLockFile(lock), null, '\t')}\n`);
