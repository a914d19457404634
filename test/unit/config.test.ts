import assert from 'node:assert/strict';
import { environmentSettings, readConfiguration } from '../../src/core/config.ts';
import { nestedSetting } from '../../src/core/nested-settings.ts';
import { type SettingKey, settingDefinitions } from '../../src/core/settings.ts';

const keys = Object.keys(settingDefinitions) as SettingKey[];

function read(set: Partial<Record<SettingKey, unknown>>, cpus = 64) {
	return readConfiguration((key) => (key in set ? { value: set[key], from: 'settings.json' } : undefined), cpus);
}

function fromEnvironment(environment: Readonly<Record<string, string>>) {
	return readConfiguration(environmentSettings(environment), 64);
}

describe('settings', () => {
	it('are their defaults where nothing is set', () => {
		const { settings, setBy, problems } = read({});
		assert.deepEqual(settings, Object.fromEntries(keys.map((key) => [key, settingDefinitions[key].default])));
		assert.deepEqual([setBy.size, problems], [0, []]);
	});

	const ranges: readonly (readonly [key: SettingKey, minimum: number, standard: number, maximum: number])[] = [
		['network.maxConcurrentRequests', 10, 50, 200],
		['network.deadlineSeconds', 5, 30, 300],
		['network.breakerThreshold', 3, 5, 20],
		['network.breakerRecoverySeconds', 10, 60, 3600],
		['network.healthCheckTimeoutSeconds', 1, 5, 30],
		['cache.maxMegabytes', 10, 200, 5000],
		['docs.maxCharacters', 1000, 50_000, 1_000_000],
		['context.maxDependencies', 0, 8, 20],
		['context.maxTokens', 1000, 30_000, 100_000],
	];
	for (const [key, minimum, standard, maximum] of ranges) {
		it(`${key} is a whole number from ${minimum} to ${maximum}, else ${standard}`, () => {
			for (const value of [minimum, maximum]) {
				const { settings, problems } = read({ [key]: value });
				assert.equal(settings[key], value);
				assert.ok(problems.every(({ message }) => message.includes('It is honoured')));
			}
			for (const value of [
				minimum - 1,
				maximum + 1,
				minimum + 0.5,
				Number.NaN,
				Number.POSITIVE_INFINITY,
				`${minimum}`,
				true,
				null,
				[minimum],
				{},
			]) {
				const { settings, problems } = read({ [key]: value });
				assert.equal(settings[key], standard, String(value));
				assert.match(
					problems[0]?.message ?? '',
					new RegExp(`must be a whole number from ${minimum} to ${maximum}\\. ${standard} is used instead\\.`),
				);
			}
		});
	}

	const others: readonly (readonly [key: SettingKey, good: readonly unknown[], bad: readonly unknown[]])[] = [
		['offline', [true, false], ['true', 0, 1, null, {}]],
		['trace', ['trace', 'debug', 'info', 'warn', 'error'], ['loud', '', 1, null]],
		['findings.unknown-package', ['error', 'warning', 'information', 'hint', 'off'], ['none', false, null]],
		['findings.ignoredPackages', [[], ['a', 'B']], ['a', [1], { a: true }, Array.from({ length: 1001 }, () => 'a')]],
	];
	for (const [key, good, bad] of others) {
		it(`${key} is checked`, () => {
			for (const value of good) assert.deepEqual([read({ [key]: value }).settings[key], read({ [key]: value }).problems], [value, []]);
			for (const value of bad) {
				const { settings, problems } = read({ [key]: value });
				assert.deepEqual(settings[key], settingDefinitions[key].default);
				assert.deepEqual([problems.length, problems[0]?.key], [1, key]);
			}
		});
	}

	it('that are wrong never spoil the others', () => {
		const { settings, problems } = read({ offline: 'yes', trace: 'debug', 'cache.maxMegabytes': -1 });
		assert.deepEqual([settings.offline, settings.trace, settings['cache.maxMegabytes']], [false, 'debug', 200]);
		assert.deepEqual(
			problems.map(({ key }) => key),
			['offline', 'cache.maxMegabytes'],
		);
	});

	it('tell a long value cut', () => {
		const [problem] = read({ trace: 'x'.repeat(100_000) }).problems;
		assert.ok(problem !== undefined && problem.message.length < 300);
	});
});

describe('settings as an editor nests them', () => {
	const nested = (values: unknown) => readConfiguration((key) => nestedSetting(values, key, 'user settings'), 64);

	it('are found by their parts', () => {
		const { settings, setBy, problems } = nested({
			trace: 'debug',
			network: { deadlineSeconds: 20 },
			findings: { 'yanked-version': 'off' },
		});
		assert.deepEqual([settings.trace, settings['network.deadlineSeconds'], settings['findings.yanked-version']], ['debug', 20, 'off']);
		assert.deepEqual([setBy.get('trace'), setBy.size, problems], ['user settings', 3, []]);
		assert.deepEqual(nested(undefined).problems, []);
	});

	const wrong: readonly (readonly [values: unknown, message: RegExp])[] = [
		[{ findings: 'off' }, /^autodocs\.findings is "off", .* set autodocs\.findings\.invalid-toml and the like\. The defaults are used/],
		[{ network: [5] }, /^autodocs\.network is \[5\], /],
		[{ cache: null }, /^autodocs\.cache is null, /],
		[{ index: 'https://a:hunter2@x.test/simple' }, /^autodocs\.index is "https:\/\/\*\*\*@x\.test\/simple", .* No index is asked/],
		['off', /^autodocs is "off", .* set autodocs\.index\.url and the like\. No index is asked/],
	];
	for (const [values, message] of wrong) {
		it(`are reported once where ${JSON.stringify(values)} stands in their place`, () => {
			const { problems, setBy } = nested(values);
			assert.deepEqual([problems.length, setBy.size], [1, 0]);
			assert.match(problems[0]?.message ?? '', message);
		});
	}

	it('ask no public index when the wrong one of them was set', () => {
		assert.equal(nested({ index: 'https://internal.test/simple' }).settings['index.url'], '');
	});
});

describe('the index URL', () => {
	const good = [
		'https://pypi.org/simple',
		'https://x.test/simple/',
		'http://localhost:8080/simple',
		'http://127.0.0.1/simple',
		'http://[::1]:1/simple',
	];
	const bad = [
		'',
		'pypi.org/simple',
		'http://x.test/simple',
		'http://127.0.0.1.x.test/simple',
		'http://localhost.x.test/',
		'ftp://x.test/',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'https://x.test/simple?a=b',
		'https://x.test/simple#a',
		'https://',
		7,
		null,
		[],
	];
	for (const url of good)
		it(`may be ${url}`, () =>
			assert.deepEqual([read({ 'index.url': url }).settings['index.url'], read({ 'index.url': url }).problems], [url, []]));
	for (const url of bad) {
		it(`may not be ${JSON.stringify(url)}: then nobody is asked`, () => {
			const { settings, problems } = read({ 'index.url': url });
			assert.equal(settings['index.url'], '');
			assert.match(problems[0]?.message ?? '', /autodocs\.index\.url is .*must be an https URL.*No index is asked until this is mended/);
		});
	}

	it('is never shown with its password', () => {
		for (const url of ['http://user:hunter2@x.test/simple', 'http://user:hunter2@x.test/simple?a', 'ftp://hunter2@x.test/']) {
			const { problems } = read({ 'index.url': url });
			assert.equal(problems.length, 1);
			assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
		}
	});
});

describe('settings from the environment', () => {
	const rows: readonly (readonly [variable: string, text: string, key: SettingKey, value: unknown])[] = [
		['AUTODOCS_INDEX_URL', ' https://x.test/simple ', 'index.url', 'https://x.test/simple'],
		['AUTODOCS_OFFLINE', '1', 'offline', true],
		['AUTODOCS_OFFLINE', 'Yes', 'offline', true],
		['AUTODOCS_OFFLINE', 'off', 'offline', false],
		['AUTODOCS_MAX_CONCURRENT', '20', 'network.maxConcurrentRequests', 20],
		['AUTODOCS_REQUEST_TIMEOUT', ' 10 ', 'network.deadlineSeconds', 10],
		['AUTODOCS_CIRCUIT_BREAKER_THRESHOLD', '3', 'network.breakerThreshold', 3],
		['AUTODOCS_CIRCUIT_BREAKER_TIMEOUT', '10', 'network.breakerRecoverySeconds', 10],
		['AUTODOCS_HEALTH_CHECK_TIMEOUT', '1', 'network.healthCheckTimeoutSeconds', 1],
		['AUTODOCS_CACHE_MAX_MB', '10', 'cache.maxMegabytes', 10],
		['AUTODOCS_MAX_DOC_SIZE', '1000', 'docs.maxCharacters', 1000],
		['AUTODOCS_MAX_DEPS', '0', 'context.maxDependencies', 0],
		['AUTODOCS_MAX_TOKENS', '1000', 'context.maxTokens', 1000],
		['AUTODOCS_LOG_LEVEL', 'DEBUG', 'trace', 'debug'],
	];
	for (const [variable, text, key, value] of rows) {
		it(`${variable}=${text} sets ${key}`, () => {
			const { settings, setBy, problems } = fromEnvironment({ [variable]: text });
			assert.deepEqual([settings[key], setBy.get(key), problems], [value, variable, []]);
		});
	}

	const bad: readonly (readonly [variable: string, text: string, key: SettingKey])[] = [
		['AUTODOCS_MAX_CONCURRENT', '1e2', 'network.maxConcurrentRequests'],
		['AUTODOCS_MAX_CONCURRENT', '20 requests', 'network.maxConcurrentRequests'],
		['AUTODOCS_MAX_CONCURRENT', '99999999999999999999', 'network.maxConcurrentRequests'],
		['AUTODOCS_OFFLINE', 'maybe', 'offline'],
		['AUTODOCS_OFFLINE', 'constructor', 'offline'],
		['AUTODOCS_LOG_LEVEL', 'loud', 'trace'],
	];
	for (const [variable, text, key] of bad) {
		it(`${variable}=${text} is told by the name of the variable`, () => {
			const { settings, problems } = fromEnvironment({ [variable]: text });
			assert.deepEqual(settings[key], settingDefinitions[key].default);
			assert.deepEqual([problems.length, problems[0]?.from], [1, variable]);
			assert.ok(problems[0]?.message.startsWith(`${variable} is `));
		});
	}

	it('are not set by an empty variable, nor by one that is not a setting', () => {
		assert.equal(fromEnvironment({ AUTODOCS_OFFLINE: '', AUTODOCS_: 'x', AUTODOCS_undefined: 'x' }).setBy.size, 0);
	});
});

describe('more requests than the machine can take', () => {
	it('are honoured, with a warning', () => {
		const { settings, problems } = read({ 'network.maxConcurrentRequests': 100 }, 2);
		assert.equal(settings['network.maxConcurrentRequests'], 100);
		assert.match(problems[0]?.message ?? '', /100, more than 10 for each of this machine's 2 processors\. It is honoured/);
	});

	it('are honoured, with a warning: a deadline that leaves no time for a second attempt', () => {
		const { settings, problems } = read({ 'network.deadlineSeconds': 9 });
		assert.equal(settings['network.deadlineSeconds'], 9);
		assert.match(problems[0]?.message ?? '', /is 9, but a first attempt may take 5 s\. It is honoured/);
		assert.deepEqual(read({ 'network.deadlineSeconds': 10 }).problems, []);
	});

	it('are no matter of a default, nor of a machine that has enough', () => {
		assert.deepEqual([read({}, 1).problems, read({ 'network.maxConcurrentRequests': 20 }, 2).problems], [[], []]);
	});
});
