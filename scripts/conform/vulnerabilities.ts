import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { distinctVulnerabilities, fixFor } from '../../src/core/findings/vulnerabilities.ts';
import { parseProjectJson } from '../../src/core/index/project-json.ts';
import { normalizeName } from '../../src/core/packaging/name.ts';
import { compareVersions, parseVersion } from '../../src/core/packaging/version.ts';
import { type ConformSet, conformSet } from './set.ts';

interface RealAnswer {
	readonly info?: { readonly name: string; readonly version: string };
	readonly vulnerabilities?: readonly { readonly id: string; readonly fixed_in: readonly string[]; readonly withdrawn?: string | null }[];
}

/** Real answers of PyPI that list vulnerabilities: none is lost, each that is listed under several names is one, and its fix is one that is listed. */
export async function conformVulnerabilities(dataFolder: string): Promise<ConformSet> {
	const folder = path.join(dataFolder, 'pypi-json');
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
	const outcomes = (await Promise.all(files.map((file) => problemsOf(path.join(folder, file))))).filter((outcome) => outcome !== undefined);
	const failures = outcomes.flat();
	return conformSet('pypi-json, vulnerabilities', outcomes.length, failures);
}

/** Undefined for an answer without vulnerabilities. */
async function problemsOf(file: string): Promise<readonly string[] | undefined> {
	const bytes = await readFile(file);
	const { info, vulnerabilities = [] }: RealAnswer = JSON.parse(bytes.toString('utf8'));
	if (info === undefined || vulnerabilities.length === 0) return undefined;
	const body = { bytes, contentType: 'application/json', url: new URL('https://pypi.org/') };
	const asked = { host: 'pypi.org', label: path.basename(file) };
	const read = parseProjectJson(body, normalizeName(info.name), String(parseVersion(info.version)), asked);
	const distinct = distinctVulnerabilities(read.vulnerabilities ?? []);
	const names = new Set(distinct.flatMap(({ id, aliases }) => [id, ...aliases]));
	const fixes = new Set(vulnerabilities.flatMap(({ fixed_in }) => fixed_in.map((version) => String(parseVersion(version)))));
	const lost = vulnerabilities.filter(({ id, withdrawn }) => !withdrawn && !names.has(id));
	const wrong = distinct.filter((one) => {
		const fix = fixFor(one, read.version);
		return fix === undefined || compareVersions(fix, parseVersion(read.version)) <= 0 || !fixes.has(String(fix));
	});
	const told = [...lost, ...wrong].map(({ id }) => id);
	return told.length === 0 ? [] : [`${asked.label}: ${told.join(', ')}`];
}
