import * as l10n from '@vscode/l10n';
import { visibleLine } from '../../docs/visible-text.ts';
import type { Release, Vulnerability } from '../../index/package-index.ts';
import { moves } from '../edits.ts';
import type { CommandFix, Fix } from '../finding.ts';
import { lockAgain } from '../lock-command.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';
import { settledIn } from '../settled-in.ts';
import { distinctVulnerabilities, fixFor, withoutThem } from '../vulnerabilities.ts';

/** More are counted only. */
const mostNamed = 3;
/** In the data for machines. */
const mostListed = 50;

/** The index knows of vulnerabilities of the release that applies. */
export const vulnerableVersion: Rule = {
	code: 'vulnerable-version',
	over: 'requirement',
	check(context: RequirementContext): Draft[] {
		const { requirement, inUse, facts } = context;
		const vulnerabilities = facts?.vulnerabilities ?? [];
		if (inUse === undefined || vulnerabilities.length === 0) return [];
		const found = distinctVulnerabilities(vulnerabilities);
		const { version } = inUse.release;
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.name,
				file: requirement.file,
				package: requirement.name,
				message: sentence(context, found, version),
				data: { version, vulnerabilities: found.slice(0, mostListed).map(forMachines) },
				fixes: [...moved(context, vulnerabilities, version), ...advisory(found)],
			},
		];
	},
};

function sentence({ project, requirement, inUse }: RequirementContext, found: readonly Vulnerability[], version: string): string {
	const release = `${requirement.nameAsWritten} ${version}`;
	const list = listed(found, version);
	const where = inUse === undefined ? '' : settledIn(project, inUse);
	if (where === '') {
		return found.length === 1
			? l10n.t('{0} has a known vulnerability: {1}.', release, list)
			: l10n.t('{0} has {1} known vulnerabilities: {2}.', release, found.length, list);
	}
	return found.length === 1
		? l10n.t('{0}, which {1} has, has a known vulnerability: {2}.', release, where, list)
		: l10n.t('{0}, which {1} has, has {2} known vulnerabilities: {3}.', release, where, found.length, list);
}

function listed(found: readonly Vulnerability[], version: string): string {
	const named = found.slice(0, mostNamed).map((one) => shown(one, version));
	const rest = found.length - named.length;
	return rest === 0 ? named.join('; ') : l10n.t('{0}; and {1} more', named.join('; '), rest);
}

/** The texts are the index's: of any length, and with anything in them. */
function shown(one: Vulnerability, version: string): string {
	const other = one.aliases.find((alias) => alias.startsWith('CVE-')) ?? one.aliases[0];
	const name = other === undefined ? brief(one.id) : `${brief(one.id)} (${brief(other)})`;
	const severity = brief(one.severity ?? '');
	const label = severity === '' ? name : `${name}, ${severity}`;
	const fix = fixFor(one, version);
	if (fix === undefined) return l10n.t('{0}, which no release fixes yet', label);
	return l10n.t('{0}, fixed in {1}', label, String(fix));
}

function brief(text: string): string {
	return visibleLine(text).slice(0, 40);
}

function forMachines({ id, aliases, severity, fixedIn, link, summary }: Vulnerability) {
	const line = summary === null ? null : visibleLine(summary).slice(0, 300);
	return {
		id: brief(id),
		aliases: aliases.slice(0, 10).map(brief),
		severity,
		fixed_in: fixedIn.slice(0, 10).map(brief),
		link,
		summary: line,
	};
}

/**
 * The nearest release inside the specifier that every listing says is without them, to which a lock moves by its tool's command; then the nearest one
 * outside.
 */
function moved(context: RequirementContext, all: readonly Vulnerability[], version: string): readonly Fix[] {
	const { project, requirement, answer, inUse, pythons, isOffered } = context;
	const fits = (release: Release) => isOffered(release) && pythons.areSupportedBy(release.requiresPython);
	const good = withoutThem(all, version, answer.value.releases, fits);
	const isInside = (release: Release) => requirement.specifiers.contains(release.version, { prereleases: true });
	const inside = good.find(isInside);
	const outside = good.find((release) => !isInside(release));
	const lock = inside !== undefined && inUse?.resolvedFrom.startsWith('lock:') ? project.lock : undefined;
	const targets = [inside, outside].flatMap((release) => (release === undefined ? [] : [release.version]));
	return [...(lock === undefined ? [] : lockAgain(lock, requirement.name)), ...moves(requirement, targets)];
}

function advisory(found: readonly Vulnerability[]): readonly CommandFix[] {
	const told = found.find(({ link }) => link !== null);
	if (told === undefined || told.link === null) return [];
	return [{ kind: 'command', title: l10n.t('Read about {0}', brief(told.id)), run: { command: 'openPage', url: told.link } }];
}
