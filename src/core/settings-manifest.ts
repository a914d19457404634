import type { SettingDefinition } from './setting-definition.ts';
import { type SettingKey, settingDefinitions } from './settings.ts';

/** The pages of the settings editor, in order. A setting is on the first that takes it. */
const categories: readonly (readonly [name: string, title: string, takes: (key: SettingKey) => boolean])[] = [
	['index', 'Index', (key) => key === 'index.url' || key === 'offline'],
	['findings', 'Findings', (key) => /^(findings|cooldown|licences)\./.test(key)],
	['docs', 'Docs and Hints', (key) => key.startsWith('docs.') || key.startsWith('hints.')],
	['agents', 'Coding Agents', (key) => key.startsWith('context.')],
	['network', 'Network and Cache', (key) => key.startsWith('network.') || key.startsWith('cache.')],
	['log', 'Log', () => true],
];

const settings = Object.entries(settingDefinitions) as [SettingKey, SettingDefinition<unknown>][];

interface Category {
	readonly title: string;
	readonly order: number;
	readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What package.json's `contributes.configuration` must hold: of each text the `%key%` under which {@link manifestTexts} has it. */
export function manifestConfiguration(): readonly Category[] {
	return categories.map(([name], order) => {
		const here = settings.filter(([key]) => categories.findIndex(([, , takes]) => takes(key)) === order);
		return { title: `%${categoryKey(name)}%`, order, properties: Object.fromEntries(here.map(property)) };
	});
}

function property([key, { manifest, choices }]: [SettingKey, SettingDefinition<unknown>], order: number) {
	const described = choices === undefined ? {} : { enumDescriptions: Object.keys(choices).map((word) => `%${choiceKey(key, word)}%`) };
	return [`autodocs.${key}`, { order, ...manifest, ...described, markdownDescription: `%${descriptionKey(key)}%` }] as const;
}

/** The same texts in English, by their keys in package.nls.json. */
export function manifestTexts(): Readonly<Record<string, string>> {
	return Object.fromEntries([
		...categories.map(([name, title]) => [categoryKey(name), title] as const),
		...settings.flatMap(([key, { choices = {} }]) => Object.entries(choices).map(([word, text]) => [choiceKey(key, word), text] as const)),
		...settings.map(([key, { description }]) => [descriptionKey(key), description] as const),
	]);
}

/** Whether {@link manifestTexts} has the text of a key in package.nls.json, or had it. */
export function isSettingsKey(key: string): boolean {
	return key.startsWith('settings.');
}

function categoryKey(name: string): string {
	return `settings.category.${name}`;
}

/** All findings are shown in the same ways. */
function choiceKey(key: SettingKey, word: string): string {
	return `settings.${key.startsWith('findings.') ? 'findings' : key}.choice.${word}`;
}

function descriptionKey(key: SettingKey): string {
	return `settings.${key}.description`;
}
