import assert from 'node:assert/strict';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { run } from '../../scripts/host/processes.ts';
import { findingDefaults } from '../../src/core/findings/finding.ts';
import { settingDefinitions } from '../../src/core/settings.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const docs = join(root, 'docs');

interface Topic {
	readonly kind: string;
	readonly title: string;
	readonly words: string;
	readonly page: string;
}

async function topics(): Promise<readonly Topic[]> {
	return JSON.parse(await readFile(join(docs, 'topics.json'), 'utf8'));
}

/** Of the headings of a page, as they are linked to. */
async function anchors(page: string): Promise<ReadonlySet<string>> {
	const headings = (await readFile(join(docs, page), 'utf8')).matchAll(/^#+ (.+)$/gm);
	return new Set(
		[...headings].map(([, heading = '']) =>
			heading
				.toLowerCase()
				.replace(/[^\w\s-]/g, '')
				.replace(/\s/g, '-'),
		),
	);
}

async function leadsSomewhere(page: string): Promise<boolean> {
	const [file = '', anchor] = page.split('#', 2);
	const there = await anchors(file).catch(() => undefined);
	return there !== undefined && (anchor === undefined || there.has(anchor));
}

describe('the pages of help', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => removeFolder(folder));

	it('are there for every finding, error, setting and command, under words that people use', async () => {
		const all = await topics();
		const titles = (kind: string) => all.filter((topic) => topic.kind === kind).map(({ title }) => title);
		assert.deepEqual(titles('finding'), Object.keys(findingDefaults));
		const settings = Object.keys(settingDefinitions).filter((key) => !(key.slice('findings.'.length) in findingDefaults));
		assert.deepEqual(titles('setting').sort(), settings.map((key) => `autodocs.${key}`).sort());
		for (const { title, words, page } of all) {
			assert.ok(words.length > 3, `${title} has no words`);
			assert.ok(await leadsSomewhere(page), `${page} is not there`);
		}
	});

	const looks: readonly (readonly [typed: string, page: string])[] = [
		['self-signed', 'errors/tls_error.md'],
		['captive portal', 'errors/bad_response.md'],
		['ENOTFOUND', 'errors/unreachable.md'],
		['private index', 'settings.md#autodocsindexurl'],
		['log level', 'settings.md#autodocstrace'],
		['upgrade all', 'commands.md#update-all-requirements'],
		['typosquatting', 'findings/unknown-package.md'],
	];
	for (const [typed, page] of looks) {
		it(`lead from “${typed}” to ${page}`, async () => {
			const found = (await topics()).filter(({ words }) => words.includes(typed)).map((topic) => topic.page);
			assert.ok(found.includes(page), found.join());
		});
	}

	it('hold no link that leads nowhere', async () => {
		for (const file of (await readdir(docs, { recursive: true })).filter((name) => name.endsWith('.md'))) {
			const text = await readFile(join(docs, file), 'utf8');
			for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
				if (/^https?:/.test(target)) continue;
				const page = target.startsWith('#') ? file + target : relative('.', join(dirname(file), target));
				assert.ok(await leadsSomewhere(page), `${file} links to ${target}`);
			}
		}
	});

	const gaps: readonly (readonly [what: string, change: (copy: string) => Promise<void>, complaint: RegExp])[] = [
		['a page of an error is missing', (copy) => rm(join(copy, 'docs', 'errors', 'timeout.md')), /timeout\.md is not in step/],
		['a page of a finding is missing', (copy) => rm(join(copy, 'docs', 'findings', 'stale-data.md')), /stale-data\.md has to be written/],
		['a page is about nothing', (copy) => writeFile(join(copy, 'docs', 'errors', 'gone.md'), ''), /gone\.md is about nothing/],
		[
			'the settings are of yesterday',
			(copy) => writeFile(join(copy, 'docs', 'settings.md'), '# Settings\n'),
			/settings\.md is not in step/,
		],
		['a command has no text', (copy) => addCommand(copy), /says nothing of the command autodocs\.other/],
	];
	for (const [what, change, complaint] of gaps) {
		it(`fail their check when ${what}`, async () => {
			await cp(docs, join(folder, 'docs'), { recursive: true });
			for (const file of ['package.json', 'package.nls.json']) await cp(join(root, file), join(folder, file));
			await change(folder);
			const { code, output } = await run(process.execPath, ['scripts/docs/main.ts', '--check', folder], { directory: root });
			assert.notEqual(code, 0);
			assert.match(output, complaint);
		});
	}
});

async function addCommand(copy: string): Promise<void> {
	const file = join(copy, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8'));
	manifest.contributes.commands.push({ command: 'autodocs.other', title: 'Other' });
	await writeFile(file, JSON.stringify(manifest));
}
