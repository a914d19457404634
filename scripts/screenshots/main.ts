// Pictures every surface in the states it can be in, in three kinds of themes: `npm run screenshots [-- FOLDER] [--keep]`. FOLDER (default: one below
// the system's own for temporary files) is outside the repository. `--keep` makes those of the walkthrough and the README from them; `--only-keep` nothing else.
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runGroupsIn } from './host-runs.ts';
import { keepPictures } from './kept.ts';

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { keep: { type: 'boolean' }, 'only-keep': { type: 'boolean' } },
});
const folder = resolve(positionals[0] ?? join(tmpdir(), 'autodocs-screenshots'));
const isWell = values['only-keep'] === true || (await runGroupsIn(folder));
if (values.keep === true || values['only-keep'] === true) await keepPictures(folder);
console.log(`\nThe pictures are in ${folder}. Look at them.`);
if (!isWell) process.exitCode = 1;
