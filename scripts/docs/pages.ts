import { AutoDocsError, BadResponseError, type ErrorCode } from '../../src/core/errors.ts';
import { type FindingCode, findingDefaults } from '../../src/core/findings/finding.ts';
import { verdictOf } from '../../src/core/network/breaker.ts';
import { retryRule } from '../../src/core/network/retry.ts';
import type { SettingDefinition } from '../../src/core/setting-definition.ts';
import { type SettingKey, settingDefinitions } from '../../src/core/settings.ts';
import { type ErrorText, errorTexts } from './error-texts.ts';
import { commandTexts, findingWords, settingWords } from './words.ts';

/** A page, a heading of one, or a command: what a person may look for, and by which words. */
export interface Topic {
	readonly kind: 'finding' | 'error' | 'setting' | 'command';
	readonly title: string;
	readonly about: string;
	readonly words: string;
	/** Below `docs`, with the heading behind `#`. */
	readonly page: string;
}

/** Of a command in the manifest. */
export interface Command {
	readonly command: string;
	readonly title: string;
	readonly enablement?: string;
}

/** The generated pages, by their paths below `docs`. */
export function pages(commands: readonly Command[]): Readonly<Record<string, string>> {
	const topics = allTopics(commands);
	return {
		...Object.fromEntries(Object.entries(errorTexts).map(([code, text]) => [`errors/${code}.md`, errorPage(code as ErrorCode, text)])),
		'settings.md': settingsPage(),
		'commands.md': commandsPage(commands),
		'README.md': indexPage(topics),
		'topics.json': `${JSON.stringify(topics, null, '\t')}\n`,
	};
}

const note = '<!-- Written by `npm run docs`. -->';

function errorPage(code: ErrorCode, { title, meaning, seen, example, steps }: ErrorText): string {
	return `${note}

# ${title}

\`${code}\`. ${meaning}

> ${example}

## When it is seen

${seen}

## What AutoDocs does by itself

${byItself(code).join(' ')}

## What to do

${steps.map((step) => `- ${step}`).join('\n')}

[All findings, errors, settings and commands](../README.md)
`;
}

/** As the client itself decides it. */
class Sample extends AutoDocsError {
	readonly retryable = false;

	constructor(code: ErrorCode) {
		super(code, '');
	}
}

function byItself(code: ErrorCode): readonly string[] {
	const error = code === 'bad_response' ? new BadResponseError('') : new Sample(code);
	const rule = retryRule(error);
	const counts = verdictOf(error) === 'failed';
	const cached = isOfTheNetwork(code) ? ['Meanwhile what is cached is shown, with its age.'] : [];
	const breaker = counts
		? ['Failures of this kind in a row make it leave the index alone for a while ([`circuit_open`](circuit_open.md)).']
		: [];
	return [...retries(code, rule), ...later(code), ...breaker, ...cached];
}

function retries(code: ErrorCode, rule: ReturnType<typeof retryRule>): readonly string[] {
	if (code === 'bad_response') {
		const cut = retryRule(new BadResponseError('', { truncated: true }));
		return [`It asks once more; when the answer was only cut off, up to ${cut?.retries} times.`];
	}
	if (code === 'http_error') return ['It asks once more after 408 and 425, which invite that; otherwise it does not.'];
	if (rule === undefined)
		return [isOfTheNetwork(code) ? 'It does not ask again within the same look-up.' : 'Nothing: asking again would not change it.'];
	const wait = `The first wait is ${rule.baseMs / 1000} s at most, each further one up to twice as long, ${rule.capMs / 1000} s at most`;
	const often = Number.isFinite(rule.retries) ? `up to ${rule.retries} times` : 'as long as the time for the look-up lasts';
	return [
		`It asks again ${often}. ${wait}${code === 'rate_limited' ? '; but where the index says how long to wait, it keeps to that' : ''}.`,
	];
}

function later(code: ErrorCode): readonly string[] {
	if (code === 'circuit_open') return ['When the time is over, one request tries whether the index is back.'];
	if (code === 'package_not_found')
		return ['An unknown name is believed for 10 minutes, then asked for again when the project is looked at.'];
	return verdictOf(new Sample(code)) === 'failed' || code === 'rate_limited'
		? ['What failed is asked again later by itself, and when the window has the focus again.']
		: [];
}

function isOfTheNetwork(code: ErrorCode): boolean {
	const others: readonly ErrorCode[] = [
		'invalid_input',
		'invalid_requirement',
		'invalid_toml',
		'project_not_found',
		'cancelled',
		'internal_error',
		'cache_error',
	];
	return !others.includes(code) && code !== 'package_not_found' && code !== 'version_not_found';
}

function settingsPage(): string {
	const entries = Object.entries(settingDefinitions) as [SettingKey, SettingDefinition<unknown>][];
	return `${note}

# Settings

Each can be set in VS Code's settings; most also by a variable, which holds where the setting is not set: on the command line, and in the editor when
VS Code was started with it. A value that does not fit is reported with its range, and the default is used instead.

${entries.map(settingSection).join('\n\n')}

[All findings, errors, settings and commands](README.md)
`;
}

function settingSection([key, { description, default: standard, range, environment }]: [SettingKey, SettingDefinition<unknown>]): string {
	const variable = environment === undefined ? 'none' : `\`AUTODOCS_${environment}\``;
	return `## autodocs.${key}\n\n${linked(description)}\n\nDefault \`${JSON.stringify(standard)}\`; ${range}. Variable: ${variable}.${seeAlso(key)}`;
}

/** `#autodocs.x#`, as VS Code's settings have it, leads to the heading of x; commands there are pages here. */
function linked(description: string): string {
	return description
		.replace(/`#(autodocs\.[\w.-]+)#`/g, (_, key: string) => `[\`${key}\`](#${slug(key)})`)
		.replace(/ ?\[[^\]]*\]\(command:[^)]*\)\./g, '');
}

function seeAlso(key: SettingKey): string {
	const code = key.slice('findings.'.length);
	return code in findingDefaults ? ` What it means: [\`${code}\`](findings/${code}.md).` : '';
}

/** Of a heading, as GitHub and VS Code make it. */
function slug(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.replace(/\s/g, '-');
}

function commandsPage(commands: readonly Command[]): string {
	const sections = commands.map(({ command, title, enablement }) => {
		const offered = enablement === undefined ? '' : `\n\nOffered ${offers[enablement] ?? `when ${enablement}`}.`;
		return `## ${title}\n\n${textOf(command).does}${offered}`;
	});
	return `${note}

# Commands

In the palette (\`F1\`) under *AutoDocs*. None has a key of its own; give it one in VS Code's keyboard shortcuts.

${sections.join('\n\n')}

[All findings, errors, settings and commands](README.md)
`;
}

const offers: Readonly<Record<string, string>> = {
	'autodocs.hasProject': 'where there is a pyproject.toml',
	'autodocs.hasFailed': 'while something has failed',
	'autodocs.isFiltered': 'while there is a filter',
};

function textOf(command: string): { readonly does: string; readonly words: string } {
	const text = commandTexts[command.slice('autodocs.'.length)];
	if (text === undefined) throw new Error(`scripts/docs/words.ts says nothing of the command ${command}`);
	return text;
}

function allTopics(commands: readonly Command[]): readonly Topic[] {
	return [
		...Object.entries(findingDefaults).map(
			([code, { title }]): Topic => ({
				kind: 'finding',
				title: code,
				about: title,
				words: findingWords[code as FindingCode],
				page: `findings/${code}.md`,
			}),
		),
		...Object.entries(errorTexts).map(
			([code, { title, words }]): Topic => ({ kind: 'error', title: code, about: title, words, page: `errors/${code}.md` }),
		),
		...Object.entries(settingWords).map(([key, words]): Topic => {
			const { description } = settingDefinitions[key as SettingKey];
			return {
				kind: 'setting',
				title: `autodocs.${key}`,
				about: firstSentence(description),
				words,
				page: `settings.md#${slug(`autodocs.${key}`)}`,
			};
		}),
		...commands.map(
			({ command, title }): Topic => ({
				kind: 'command',
				title,
				about: firstSentence(textOf(command).does),
				words: textOf(command).words,
				page: `commands.md#${slug(title)}`,
			}),
		),
	];
}

function firstSentence(text: string): string {
	return (
		text
			.replace(/ ?\(?`#[^`]*#`\)?/g, '')
			.replace(/[`:]$|`/g, '')
			.split(/(?<=\.)\s/, 1)[0] ?? text
	);
}

const parts: readonly (readonly [Topic['kind'], string])[] = [
	['finding', 'What is marked in a pyproject.toml'],
	['error', 'What can fail'],
	['setting', 'Settings'],
	['command', 'Commands'],
];

function indexPage(topics: readonly Topic[]): string {
	const tables = parts.map(([kind, heading]) => {
		const rows = topics
			.filter((topic) => topic.kind === kind)
			.map(({ title, about, words, page }) => `| [\`${title}\`](${page}) | ${about} | ${words} |`);
		return `## ${heading}\n\n| | | also called |\n|---|---|---|\n${rows.join('\n')}`;
	});
	return `${note}

# AutoDocs help

Look for the words that you would use; in VS Code the command *AutoDocs: Find Help…* does it for you.

${tables.join('\n\n')}
`;
}
