import * as l10n from '@vscode/l10n';
import { excerpt } from '../../packaging/excerpt.ts';
import { lockName, locksOf } from '../../project/fixed-version.ts';
import type { LockFile } from '../../project/locks/lock-file.ts';
import type { Project, Requirement } from '../../project/model.ts';
import { type Drift, driftsOf, leftOver } from '../drift.ts';
import { firstLine } from '../file-note.ts';
import { installedDrafts } from '../installed-drafts.ts';
import { installedDrifts } from '../installed-drift.ts';
import { lockAgain } from '../lock-command.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** More than these have one cause: the lock is older than the file. Then one note says so. */
const mostApart = 3;
const mostNamed = 5;

/** What the project requires, what its lock holds and what is installed are not the same. */
export const lockDrift: Rule = {
	code: 'lock-drift',
	over: 'file',
	check(context: FileContext): Draft[] {
		const { project } = context.parsed;
		if (project === undefined) return [];
		const apart = locksOf(project).map((lock) => ({ lock, drifts: driftsOf(project, lock) }));
		const known = new Set(apart.flatMap(({ drifts }) => drifts.map(({ requirement }) => requirement)));
		const installed = installedDrifts(project, context.os, known);
		return [
			...apart.flatMap(({ lock, drifts }) => lockDrafts(context, project, lock, drifts)),
			...installedDrafts(context, project, installed),
		];
	},
};

function lockDrafts(context: FileContext, project: Project, lock: LockFile, drifts: readonly Drift[]): readonly Draft[] {
	const gone = leftOver(project, lock);
	if (drifts.length === 0 && project.isLockOlder && !lock.problems.some(({ isBroken }) => isBroken))
		return [hashed(context, project, lock)];
	if (drifts.length > mostApart) return [older(context, project, lock, drifts)];
	return [...drifts.map((drift) => apart(project, lock, drift)), ...(gone.length === 0 ? [] : [surplus(context, project, lock, gone)])];
}

function apart(project: Project, lock: LockFile, drift: Drift): Draft {
	const { requirement, kind } = drift;
	const { spans } = requirement;
	return {
		span: kind === 'missing' ? spans.name : (spans.specifier ?? spans.name),
		file: requirement.file,
		package: requirement.name,
		message: sentence(drift, lockName(project, lock)),
		data: {
			lock: lock.file,
			drift: kind,
			wanted: requirement.constraint,
			...(drift.kind === 'refused' ? { locked: drift.versions } : {}),
			...(drift.kind === 'changed' ? { lockedFor: drift.noted } : {}),
		},
		fixes: lockAgain(lock),
	};
}

function sentence(drift: Drift, name: string): string {
	const { nameAsWritten, constraint } = drift.requirement;
	if (drift.kind === 'missing') return l10n.t('{0} is not in {1}.', nameAsWritten, name);
	if (drift.kind === 'refused') {
		const versions = drift.versions
			.slice(0, mostNamed)
			.map((version) => excerpt(version))
			.join(', ');
		return l10n.t('{0} has {1} {2}, which {3} does not allow.', name, nameAsWritten, versions, excerpt(constraint));
	}
	return changed(drift.requirement, drift.noted, name);
}

function changed({ nameAsWritten, constraint }: Requirement, noted: string, name: string): string {
	const then = excerpt(noted);
	const now = excerpt(constraint);
	if (noted === '') {
		return constraint === ''
			? l10n.t('{0} was locked without a specifier: {1} has been changed since then.', name, nameAsWritten)
			: l10n.t('{0} was locked without a specifier, not for {1}: {2} has been changed since then.', name, now, nameAsWritten);
	}
	return constraint === ''
		? l10n.t('{0} was locked for {1}: {2} has been changed since then.', name, then, nameAsWritten)
		: l10n.t('{0} was locked for {1}, not for {2}: {3} has been changed since then.', name, then, now, nameAsWritten);
}

function older(context: FileContext, project: Project, lock: LockFile, drifts: readonly Drift[]): Draft {
	const names = [...new Set(drifts.map(({ requirement }) => requirement.nameAsWritten))];
	return {
		span: firstLine(context),
		message: l10n.t(
			'{0} is older than this file: {1} requirements are not locked as they are written ({2}).',
			lockName(project, lock),
			drifts.length,
			listed(names),
		),
		data: { lock: lock.file, requirements: drifts.length, packages: drifts.slice(0, 100).map(({ requirement }) => requirement.name) },
		fixes: lockAgain(lock),
	};
}

/** Poetry refuses to install from such a lock. */
function hashed(context: FileContext, project: Project, lock: LockFile): Draft {
	return {
		span: firstLine(context),
		message: l10n.t('{0} is older than this file: its content-hash is that of other requirements.', lockName(project, lock)),
		data: { lock: lock.file, contentHash: lock.contentHash },
		fixes: lockAgain(lock),
	};
}

function surplus(context: FileContext, project: Project, lock: LockFile, gone: readonly string[]): Draft {
	return {
		span: firstLine(context),
		message: l10n.t(
			'{0} is older than this file: it was locked with {1}, which the project does not require any more.',
			lockName(project, lock),
			listed(gone),
		),
		data: { lock: lock.file, packages: gone.slice(0, 100) },
		fixes: lockAgain(lock),
	};
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, mostNamed).join(', ');
	return names.length > mostNamed ? l10n.t('{0} and others', shown) : shown;
}
