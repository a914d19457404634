import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runNpm } from './processes.ts';

/** Builds and packs the extension; resolves with the VSIX file's path. Throws an Error with what the packer said. */
export async function buildVsix(root: string): Promise<string> {
	const { code, output } = await runNpm(['run', '--silent', 'package'], { directory: root });
	if (code !== 0) throw new Error(`The extension could not be packed.\n${output}`);
	const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
	return join(root, `autodocs-${version}.vsix`);
}
