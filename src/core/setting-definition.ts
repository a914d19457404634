import * as l10n from '@vscode/l10n';
import * as z from 'zod';

/** One setting: how it is checked, where it may come from and what the manifest says of it. */
export interface SettingDefinition<T> {
	readonly default: T;
	readonly schema: z.ZodType<T>;
	/** What a value must be, for the message about one that is not. */
	readonly range: string;
	/** The variable `AUTODOCS_<environment>` that sets it outside the editor. */
	readonly environment: string | undefined;
	/** Of the variable's text; text that fits no value is returned as it is, and fails the schema. */
	readonly fromText: (text: string) => unknown;
	/** Its JSON schema in package.json, without texts. */
	readonly manifest: Readonly<Record<string, unknown>>;
	/** What each of the words that it takes is for, where it takes no others. */
	readonly choices?: Readonly<Record<string, string>>;
	readonly description: string;
}

interface Described {
	readonly environment?: string;
	readonly description: string;
}

export function integer(
	options: Described & { readonly default: number; readonly minimum: number; readonly maximum: number },
): SettingDefinition<number> {
	const { minimum, maximum } = options;
	return {
		default: options.default,
		schema: z.number().int().min(minimum).max(maximum),
		get range() {
			return l10n.t('a whole number from {0} to {1}', minimum, maximum);
		},
		environment: options.environment,
		fromText: (text) => (/^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text),
		manifest: { type: 'integer', default: options.default, minimum, maximum },
		description: options.description,
	};
}

export function flag(options: Described & { readonly default: boolean }): SettingDefinition<boolean> {
	const words: Readonly<Record<string, boolean>> = {
		true: true,
		'1': true,
		yes: true,
		on: true,
		false: false,
		'0': false,
		no: false,
		off: false,
		'': false,
	};
	return {
		default: options.default,
		schema: z.boolean(),
		get range() {
			return l10n.t('true or false');
		},
		environment: options.environment,
		fromText: (text) => words[text.trim().toLowerCase()] ?? text,
		manifest: { type: 'boolean', default: options.default },
		description: options.description,
	};
}

/** A list of texts; in a variable they are separated by commas. */
export function texts(options: Described & { readonly range: () => string; readonly most: number }): SettingDefinition<readonly string[]> {
	const { range, most } = options;
	return {
		default: [],
		schema: z.array(z.string().max(200)).max(most),
		get range() {
			return range();
		},
		environment: options.environment,
		fromText: (text) =>
			text
				.split(',')
				.map((item) => item.trim())
				.filter((item) => item !== ''),
		manifest: { type: 'array', items: { type: 'string' }, default: [], uniqueItems: true, maxItems: most },
		description: options.description,
	};
}

export function choice<const T extends string>(
	options: Described & {
		readonly default: NoInfer<T>;
		readonly choices: readonly T[];
		/** What each is for. */
		readonly choiceDescriptions: Readonly<Record<NoInfer<T>, string>>;
	},
): SettingDefinition<T> {
	return {
		default: options.default,
		schema: z.enum(options.choices as readonly [T, ...T[]]) as unknown as z.ZodType<T>,
		get range() {
			return l10n.t('one of {0}', options.choices.join(', '));
		},
		environment: options.environment,
		fromText: (text) => text.trim().toLowerCase(),
		manifest: { type: 'string', enum: options.choices, default: options.default },
		choices: Object.fromEntries(options.choices.map((word) => [word, options.choiceDescriptions[word]])),
		description: options.description,
	};
}
