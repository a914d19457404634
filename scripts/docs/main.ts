// Writes the pages of `docs` that follow from the definitions in the code: `npm run docs`. With `--check` it writes nothing, and fails when one is out
// of step, when a finding has no page, or when there is a page too many. A folder given is taken for the project's.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { findingDefaults } from '../../src/core/findings/finding.ts';
import { readManifest } from '../manifest.ts';
import { type Command, pages } from './pages.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } });
const checking = values.check === true;
const folder = join(positionals[0] ?? join(import.meta.dirname, '..', '..'), 'docs');
const complaints: string[] = [];

const manifest = await readManifest(join(folder, '..'));
const commands = (manifest.contributes.commands as Command[]).filter(({ command }) => !command.startsWith('autodocs.tree.'));
const wanted = pages(commands);

for (const [path, text] of Object.entries(wanted)) await keep(join(folder, path), text);
await removeOthers('errors', Object.keys(wanted));
await removeOthers(
	'findings',
	Object.keys(findingDefaults).map((code) => `findings/${code}.md`),
);
for (const code of Object.keys(findingDefaults)) {
	const text = await readFile(join(folder, 'findings', `${code}.md`), 'utf8').catch(() => '');
	if (!text.startsWith(`# ${code}\n`))
		complaints.push(`docs/findings/${code}.md has to be written: what it means, an example, why, how to fix it`);
}
for (const complaint of complaints) console.log(complaint);
if (complaints.length > 0) process.exitCode = 1;

async function keep(file: string, text: string): Promise<void> {
	if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
	if (checking) {
		complaints.push(`${file} is not in step with the code: npm run docs`);
		return;
	}
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, text);
}

/** Of what is not defined any more. Pages of findings are written by hand, and removed by hand. */
async function removeOthers(name: string, known: readonly string[]): Promise<void> {
	for (const file of await readdir(join(folder, name)).catch(() => [])) {
		if (known.includes(`${name}/${file}`)) continue;
		if (checking || name === 'findings') complaints.push(`docs/${name}/${file} is about nothing that there is`);
		else await rm(join(folder, name, file));
	}
}
