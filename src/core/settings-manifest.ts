import { type SettingKey, settingDefinitions } from './config.ts';
import type { SettingDefinition } from './setting-definition.ts';

/** The pages of the settings editor, in order. A setting is on the first that takes it. */
const categories: readonly (readonly [title: string, takes: (key: SettingKey) => boolean])[] = [
	['Index', (key) => key === 'index.url' || key === 'offline'],
	['Findings', (key) => /^(findings|cooldown|licences)\./.test(key)],
	['Docs and Hints', (key) => key.startsWith('docs.') || key.startsWith('hints.')],
	['Coding Agents', (key) => key.startsWith('context.')],
	['Network and Cache', (key) => key.startsWith('network.') || key.startsWith('cache.')],
	['Log', () => true],
];

interface Category {
	readonly title: string;
	readonly order: number;
	readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What package.json's `contributes.configuration` must hold. */
export function manifestConfiguration(): readonly Category[] {
	const all = Object.entries(settingDefinitions) as [SettingKey, SettingDefinition<unknown>][];
	return categories.map(([title], order) => {
		const here = all.filter(([key]) => categories.findIndex(([, takes]) => takes(key)) === order);
		return { title, order, properties: Object.fromEntries(here.map(property)) };
	});
}

function property([key, { manifest, description }]: [SettingKey, SettingDefinition<unknown>], order: number) {
	return [`autodocs.${key}`, { order, ...manifest, markdownDescription: description }] as const;
}
