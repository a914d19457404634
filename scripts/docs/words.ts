import type { FindingCode } from '../../src/core/findings/finding.ts';
import type { SettingKey } from '../../src/core/settings.ts';

/** What people type who look for a finding. One without words does not compile. */
export const findingWords: Readonly<Record<FindingCode, string>> = {
	'invalid-toml': 'syntax error, parse error, pyproject cannot be read',
	'invalid-requirement': 'PEP 508, bad specifier, bad marker, wrong entry, cannot be read',
	'unknown-package': 'typo, does not exist, 404, did you mean, typosquatting, hallucinated package',
	'no-matching-version': 'no release matches, version too high, wrong pin, impossible constraint',
	'yanked-version': 'yanked, withdrawn, recalled release',
	'vulnerable-version': 'CVE, GHSA, security advisory, vulnerability, audit, pip-audit',
	cooldown: 'too new, too young, supply chain attack, minimum age, minimum release age',
	licence: 'license, SPDX, GPL, copyleft, policy, compliance, allow and deny list',
	'python-conflict': 'requires-python, Python too old, unsupported Python version',
	'quarantined-project': 'malware, unsafe, held back, security',
	'deprecated-project': 'deprecated, obsolete, replaced by',
	'archived-project': 'archived, unmaintained, no more updates, abandoned',
	'duplicate-requirement': 'twice, duplicate, listed again',
	'missing-requirement': 'undeclared dependency, import not declared, ModuleNotFoundError, transitive dependency, deptry',
	'unused-requirement': 'unused dependency, not imported, remove a dependency, deptry',
	'lock-drift': 'lock out of date, uv.lock, poetry.lock, pdm.lock, lock again, sync',
	'invalid-lock': 'merge conflict in the lock, broken lock file',
	'docs-unavailable': 'offline, could not be looked up, network failed, index down',
	'stale-data': 'old data, from the cache, out of date answers',
};

/** The same for settings, but for those of single findings. */
export const settingWords: Readonly<Record<Exclude<SettingKey, `findings.${FindingCode}`>, string>> = {
	'index.url': 'private index, mirror, devpi, Artifactory, Nexus, PyPI URL, extra index',
	offline: 'no network, airplane, never ask, air-gapped',
	'network.maxConcurrentRequests': 'parallel requests, connections, speed, too many requests',
	'network.deadlineSeconds': 'timeout, slow network, wait longer',
	'network.breakerThreshold': 'circuit breaker, give up after failures',
	'network.breakerRecoverySeconds': 'circuit breaker, try again after, backoff',
	'network.healthCheckTimeoutSeconds': 'health check, slow index',
	'cache.maxMegabytes': 'disk space, cache size, storage',
	'docs.maxCharacters': 'long README, cut off docs, size of docs',
	'docs.images': 'pictures, badges, README images, privacy',
	'hints.latest': 'inlay hints, newer version, outdated, latest version behind the requirement',
	'cooldown.days': 'minimum release age, too new releases, supply chain attack, wait before updating',
	'licences.allow': 'license allow list, SPDX, permissive licences only, compliance',
	'licences.deny': 'license deny list, SPDX, GPL, AGPL, copyleft, compliance',
	'context.maxDependencies': 'coding agent, context, dependencies of a package',
	'context.maxTokens': 'coding agent, token budget, context window',
	trace: 'log level, debug, verbose, logging',
	'findings.ignoredPackages': 'ignore a package, suppress, silence, allow list',
};

/** What each command does, and what people type who look for it; by its name without `autodocs.`. */
export const commandTexts: Readonly<Record<string, { readonly does: string; readonly words: string }>> = {
	showDependencies: {
		does: 'Shows the tree of dependencies: each project, its groups, and every requirement with the version in use, a newer one and what is wrong.',
		words: 'tree, list of packages, overview, outdated, installed packages',
	},
	openPackageDocs: {
		does: 'Opens the docs of a package, at the version that your project uses, or of any other package by its name.',
		words: 'documentation, README, package page, help of a library',
	},
	updateRequirement: {
		does: 'Moves the requirement at the cursor to a newer version, within its bounds or to the newest release. The edit is shown first.',
		words: 'upgrade, bump, newer version, raise',
	},
	updateGroup: {
		does: 'The same for a whole group of requirements, such as `dependencies` or a dependency group.',
		words: 'upgrade a group, bump dev dependencies',
	},
	updateAll: { does: 'The same for every requirement of the pyproject.toml.', words: 'upgrade all, bump everything, update dependencies' },
	refresh: {
		does: 'Asks the index anew for everything, past the cache.',
		words: 'reload, ask again, newest releases, just published',
	},
	retryFailed: {
		does: 'Asks again for what failed, at once. Offered while something has failed.',
		words: 'try again, network is back, reconnect',
	},
	showHealth: {
		does: 'Shows whether each part works: the index, the cache, the project files, memory and disk; and the settings in force.',
		words: 'status, diagnostics, what is wrong, connection test, why does it not work',
	},
	showMetrics: {
		does: 'Shows what was asked, how long it took, what failed and what is cached.',
		words: 'statistics, latency, requests, hit rate, charts',
	},
	clearCache: { does: 'Removes every cached answer.', words: 'delete cache, free disk space, reset' },
	filterDependencies: {
		does: 'Shows only requirements that match: part of a name, a group or the code of a finding, or `problem`, `outdated`, `unavailable`.',
		words: 'search packages, find a dependency, only problems, only outdated',
	},
	clearDependencyFilter: { does: 'Shows all requirements again.', words: 'reset the filter, show all' },
	sortDependencies: {
		does: 'Orders the requirements of each group by problem, name, age, or as they stand in the file.',
		words: 'order, alphabetical, oldest',
	},
	createProject: {
		does: 'Opens a pyproject.toml with the least that a project needs. Nothing is written before you save it.',
		words: 'new project, create pyproject, init',
	},
	openHelp: {
		does: 'Finds the page of a finding, an error, a setting or a command by the words that you would use for it.',
		words: 'help, documentation of AutoDocs, manual, what does it mean',
	},
	openSettings: { does: 'Opens the settings of AutoDocs.', words: 'configure, preferences, options' },
	showLog: { does: 'Opens the log of AutoDocs. The setting `autodocs.trace` says how much is in it.', words: 'output, debug, trace, logs' },
};
