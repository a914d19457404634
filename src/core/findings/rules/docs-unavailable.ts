import * as l10n from '@vscode/l10n';
import type { AutoDocsError } from '../../errors.ts';
import type { Known } from '../../index/lookups.ts';
import type { Requirement } from '../../project/model.ts';
import { eachPackage, firstLine } from '../file-note.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** More are counted only. */
const mostNamed = 3;

interface Failure {
	readonly requirement: Requirement;
	readonly known: Extract<Known, { state: 'failed' }>;
}

/** What could not be looked up, and why. Failures that are alike become one note on the file, so that an outage does not drown the rest. */
export const docsUnavailable: Rule = {
	code: 'docs-unavailable',
	over: 'file',
	check(context: FileContext): Draft[] {
		const failures = context.asked.flatMap(({ requirement, known }) =>
			known.state === 'failed' && known.error.code !== 'package_not_found' ? [{ requirement, known }] : [],
		);
		const alike = new Map<string, Failure[]>();
		for (const failure of failures) {
			const kind = kindOf(failure.known.error);
			const group = alike.get(kind);
			if (group === undefined) alike.set(kind, [failure]);
			else group.push(failure);
		}
		return [...alike.values()].flatMap((group) => (eachPackage(group).length > 2 ? [note(context, group)] : group.map(single)));
	},
};

/** An open breaker and the failures that opened it are one cause. */
function kindOf(error: AutoDocsError): string {
	const cause = error.code === 'circuit_open' ? error.details['lastFailure'] : error.code;
	return typeof cause === 'string' ? cause : error.code;
}

function single({ requirement, known }: Failure): Draft {
	return {
		span: requirement.spans.name,
		file: requirement.file,
		package: requirement.name,
		message: known.error.message,
		data: { cause: known.error.code, retryAt: known.retryAt },
		fixes: waysOut(),
	};
}

function note(context: FileContext, group: readonly Failure[]): Draft {
	const names = eachPackage(group).map(({ requirement }) => requirement.nameAsWritten);
	// The failure itself says more than the breaker that answers after it.
	const told = group.find(({ known }) => known.error.code !== 'circuit_open') ?? group[0];
	return {
		span: firstLine(context),
		message: sentence(names, eachPackage(context.asked).length, told?.known.error.message ?? ''),
		data: { cause: told?.known.error.code, retryAt: told?.known.retryAt, packages: names.slice(0, 100) },
		fixes: waysOut(),
	};
}

function sentence(names: readonly string[], asked: number, why: string): string {
	const shown = names.slice(0, mostNamed).join(', ');
	const rest = names.length - mostNamed;
	return rest > 0
		? l10n.t('{0} of {1} packages could not be looked up ({2} and {3} more). {4}', names.length, asked, shown, rest, why)
		: l10n.t('{0} of {1} packages could not be looked up ({2}). {3}', names.length, asked, shown, why);
}

function waysOut(): readonly Fix[] {
	return [
		{ kind: 'command', title: l10n.t('Retry now'), run: { command: 'retryFailed' } },
		{ kind: 'command', title: l10n.t('Use another index…'), run: { command: 'chooseIndex' } },
		{ kind: 'command', title: l10n.t('Open the proxy settings'), run: { command: 'openProxySettings' } },
		{ kind: 'command', title: l10n.t('Show the AutoDocs log'), run: { command: 'showLog' } },
	];
}
