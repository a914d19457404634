import type { AutoDocsError } from '../../errors.ts';
import type { Known } from '../../index/lookups.ts';
import type { Requirement } from '../../project/model.ts';
import { eachPackage, firstLine } from '../file-note.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

interface Failure {
	readonly requirement: Requirement;
	readonly known: Extract<Known, { state: 'failed' }>;
}

const fixes: readonly Fix[] = [
	{ kind: 'command', title: 'Retry now', run: { command: 'retryFailed' } },
	{ kind: 'command', title: 'Use another index…', run: { command: 'chooseIndex' } },
	{ kind: 'command', title: 'Open the proxy settings', run: { command: 'openProxySettings' } },
	{ kind: 'command', title: 'Show the AutoDocs log', run: { command: 'showLog' } },
];

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
		fixes,
	};
}

function note(context: FileContext, group: readonly Failure[]): Draft {
	const names = eachPackage(group).map(({ requirement }) => requirement.nameAsWritten);
	// The failure itself says more than the breaker that answers after it.
	const told = group.find(({ known }) => known.error.code !== 'circuit_open') ?? group[0];
	const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
	return {
		span: firstLine(context),
		message: `${names.length} of ${eachPackage(context.asked).length} packages could not be looked up (${names.slice(0, 3).join(', ')}${more}). ${told?.known.error.message ?? ''}`,
		data: { cause: told?.known.error.code, retryAt: told?.known.retryAt, packages: names.slice(0, 100) },
		fixes,
	};
}
