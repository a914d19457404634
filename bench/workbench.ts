import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../src/core/config.ts';
import { Engine } from '../src/core/engine.ts';
import { type Platform, realPlatform } from '../src/core/platform.ts';
import type { SettingKey } from '../src/core/settings.ts';
import { packageName, releaseVersion } from './index-pages.ts';

/** Runs `work` with a folder that is removed afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'autodocs-bench-'));
	try {
		return await work(folder);
	} finally {
		// A slow disk may still be written to for a moment.
		await rm(folder, { recursive: true, force: true, maxRetries: 10 });
	}
}

/** What a measurement changes of an engine. */
export interface Change {
	readonly settings?: Readonly<Partial<Record<SettingKey, unknown>>>;
	readonly platform?: Partial<Platform>;
}

/** An engine as the command line makes it, that asks the index at `url`. Its owner closes it. */
export function engineFor(url: string, cacheDirectory: string, change: Change = {}): Engine {
	const set: Readonly<Partial<Record<SettingKey, unknown>>> = { 'index.url': url, ...change.settings };
	const { settings } = readConfiguration((key) => (key in set ? { value: set[key], from: 'bench' } : undefined), 4);
	const platform = realPlatform((level, message) => {
		if (level === 'error' || level === 'warn') console.error(`${level}: ${message}`);
	});
	return new Engine({ settings, cacheDirectory, version: '0.0.0' }, { ...platform, ...change.platform });
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
