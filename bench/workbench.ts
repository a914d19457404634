import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../src/core/config.ts';
import { Engine } from '../src/core/engine.ts';
import { realPlatform } from '../src/core/platform.ts';
import { packageName, releaseVersion } from './index-pages.ts';

/** Runs `work` with a folder that is removed afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'autodocs-bench-'));
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** An engine as the command line makes it, that asks the index at `url`. Its owner closes it. */
export function engineFor(url: string, cacheDirectory: string): Engine {
	const { settings } = readConfiguration((key) => (key === 'index.url' ? { value: url, from: '--index-url' } : undefined), 4);
	const platform = realPlatform((level, message) => {
		if (level === 'error' || level === 'warn') console.error(`${level}: ${message}`);
	});
	return new Engine({ settings, cacheDirectory, version: '0.0.0' }, platform);
}

/** A pyproject.toml that requires that many packages, one a line, in the ways that people write. */
export function pyproject(requirements: number): string {
	const lines = Array.from({ length: requirements }, (_, number) => `\t"${requirement(number)}",\n`);
	return `[project]\nname = "demo"\nversion = "1.0"\nrequires-python = ">=3.9"\ndependencies = [\n${lines.join('')}]\n`;
}

/** Writes it; returns the file's path. */
export async function writePyproject(folder: string, requirements: number): Promise<string> {
	const file = join(folder, 'pyproject.toml');
	await writeFile(file, pyproject(requirements));
	return file;
}

function requirement(number: number): string {
	const name = packageName(number);
	const version = releaseVersion(number % 90);
	const forms = [`${name}==${version}`, `${name}>=${version},<9`, `${name}[fast]~=${version}`, `${name}; python_version < '3.13'`, name];
	return forms[number % forms.length] ?? name;
}
