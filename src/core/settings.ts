import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { type FindingCode, findingDefaults, type Severity, severities } from './findings/finding.ts';
import { isPrivateTransport } from './network/origin-guard.ts';
import type { LogLevel } from './platform.ts';
import { choice, flag, integer, type SettingDefinition, texts } from './setting-definition.ts';

const indexUrl: SettingDefinition<string> = {
	default: 'https://pypi.org/simple',
	schema: z.string().refine(isAllowedIndexUrl),
	get range() {
		return l10n.t('an https URL (or http on this machine), such as https://pypi.org/simple');
	},
	environment: 'INDEX_URL',
	fromText: (text) => text.trim(),
	manifest: { type: 'string', default: 'https://pypi.org/simple', format: 'uri', scope: 'machine-overridable' },
	description: 'The package index to ask, as pip and uv write it: the root of its Simple API. Nothing else is ever contacted.',
};

const severityDescriptions = {
	error: 'Red, and counted as a problem.',
	warning: 'Yellow, and counted as a problem.',
	information: 'Blue; no problem.',
	hint: 'Three dots under the text; not in the Problems panel.',
	off: 'Not shown at all.',
} as const;

function findingSetting(code: FindingCode): SettingDefinition<Severity | 'off'> {
	const { severity, title } = findingDefaults[code];
	return choice({
		default: 'isOptIn' in findingDefaults[code] ? 'off' : severity,
		choices: [...severities, 'off'],
		choiceDescriptions: severityDescriptions,
		description: `${title}: how it is shown, or \`off\`. [What it means and how to fix it](command:autodocs.openHelp?${encodeURIComponent(JSON.stringify([`findings/${code}.md`]))}).`,
	});
}

type FindingSettings = { readonly [Code in FindingCode as `findings.${Code}`]: SettingDefinition<Severity | 'off'> };

function findingSettings(): FindingSettings {
	const codes = Object.keys(findingDefaults) as FindingCode[];
	return Object.fromEntries(codes.map((code) => [`findings.${code}`, findingSetting(code)])) as unknown as FindingSettings;
}

/** Every setting, by its key below `autodocs.`: the one list that the manifest, the environment and the docs are checked against. */
export const settingDefinitions = {
	'index.url': indexUrl,
	offline: flag({
		default: false,
		environment: 'OFFLINE',
		description: 'Ask no index at all (`#autodocs.index.url#`): show what is cached, with its age.',
	}),
	'network.maxConcurrentRequests': integer({
		default: 50,
		minimum: 10,
		maximum: 200,
		environment: 'MAX_CONCURRENT',
		description: 'How many requests may be under way at once.',
	}),
	'network.deadlineSeconds': integer({
		default: 30,
		minimum: 5,
		maximum: 300,
		environment: 'REQUEST_TIMEOUT',
		description: 'How long one look-up may take in all, with its retries, in seconds.',
	}),
	'network.breakerThreshold': integer({
		default: 5,
		minimum: 3,
		maximum: 20,
		environment: 'CIRCUIT_BREAKER_THRESHOLD',
		description: 'After how many failed look-ups in a row an index is left alone for a while: `#autodocs.network.breakerRecoverySeconds#`.',
	}),
	'network.breakerRecoverySeconds': integer({
		default: 60,
		minimum: 10,
		maximum: 3600,
		environment: 'CIRCUIT_BREAKER_TIMEOUT',
		description:
			'How long a failing index is left alone before it is tried again, in seconds. It failed `#autodocs.network.breakerThreshold#` times then.',
	}),
	'network.healthCheckTimeoutSeconds': integer({
		default: 5,
		minimum: 1,
		maximum: 30,
		environment: 'HEALTH_CHECK_TIMEOUT',
		description: 'How long the health check waits for the index, in seconds.',
	}),
	'cache.maxMegabytes': integer({
		default: 200,
		minimum: 10,
		maximum: 5000,
		environment: 'CACHE_MAX_MB',
		description: 'How much disk the cache may use, in megabytes. What was used longest ago goes first.',
	}),
	'docs.maxCharacters': integer({
		default: 50_000,
		minimum: 1000,
		maximum: 1_000_000,
		environment: 'MAX_DOC_SIZE',
		description: "How much of a package's description is shown, in characters.",
	}),
	'docs.images': flag({
		default: false,
		description: 'Show the images of a README in the docs preview. VS Code then fetches them, over https, from wherever the package says.',
	}),
	'hints.latest': flag({
		default: false,
		description: 'Show the latest release behind each requirement in pyproject.toml whose version in use is older.',
	}),
	'context.maxDependencies': integer({
		default: 8,
		minimum: 0,
		maximum: 20,
		environment: 'MAX_DEPS',
		description: 'Of how many dependencies the docs are given beside those of a package, unless an agent asks for another number.',
	}),
	'context.maxTokens': integer({
		default: 30_000,
		minimum: 1000,
		maximum: 100_000,
		environment: 'MAX_TOKENS',
		description: 'How long the docs of a package and its dependencies may be together, in tokens, unless an agent asks for another number.',
	}),
	'cooldown.days': integer({
		default: 0,
		minimum: 0,
		maximum: 365,
		environment: 'COOLDOWN_DAYS',
		description:
			'How many days old a release has to be: a younger one in use is a finding, and none is offered by updates, completion, hints and quick fixes. 0: of any age.',
	}),
	'licences.allow': texts({
		range: () => l10n.t('a list of SPDX licence identifiers'),
		most: 500,
		environment: 'LICENCES_ALLOW',
		description:
			'The licences that you accept, as SPDX identifiers such as `MIT`: a release in use under any other is a finding. Empty: all that `licences.deny` does not have.',
	}),
	'licences.deny': texts({
		range: () => l10n.t('a list of SPDX licence identifiers'),
		most: 500,
		environment: 'LICENCES_DENY',
		description:
			'Licences that you do not accept, as SPDX identifiers such as `AGPL-3.0-only`: a release in use under one of them is a finding.',
	}),
	trace: choice({
		default: 'info',
		choices: ['trace', 'debug', 'info', 'warn', 'error'] satisfies readonly LogLevel[],
		environment: 'LOG_LEVEL',
		choiceDescriptions: {
			trace: 'Everything, for finding a mistake in AutoDocs.',
			debug: 'A line for each look-up.',
			info: 'What is worth knowing.',
			warn: 'What is not as it should be.',
			error: 'What has failed alone.',
		},
		description: 'How much the AutoDocs log says. [Show the log](command:autodocs.showLog).',
	}),
	...findingSettings(),
	'findings.ignoredPackages': texts({
		range: () => l10n.t('a list of package names'),
		most: 1000,
		description: 'Packages that get no findings. The quick fix *Ignore* adds to this list.',
	}),
} as const;

export type SettingKey = keyof typeof settingDefinitions;

type ValueOf<D> = D extends SettingDefinition<infer T> ? T : never;

export type Settings = { readonly [K in SettingKey]: ValueOf<(typeof settingDefinitions)[K]> };

function isAllowedIndexUrl(text: string): boolean {
	if (!URL.canParse(text)) return false;
	const url = new URL(text);
	return url.search === '' && url.hash === '' && isPrivateTransport(url);
}
