import * as l10n from '@vscode/l10n';
import { additionsTo } from '../../editing/added-requirement.ts';
import { type ImportedFrom, importedFrom } from '../../imports/distribution-of.ts';
import type { ImportedModule } from '../../imports/scan-imports.ts';
import { popularNames } from '../../index/popular-names.ts';
import { normalizeName } from '../../packaging/name.ts';
import { isOwnList } from '../../project/judged-for-use.ts';
import type { Project } from '../../project/model.ts';
import type { EditFix } from '../finding.ts';
import type { Draft, Rule, SourceContext } from '../rule.ts';

/** Brought by tools that make environments. */
const brought: ReadonlySet<string> = new Set(['pip', 'setuptools', 'wheel']);
/** So many of the most downloaded packages are believed to be meant by a module of their name that is not installed. */
const mostBelieved = 1000;
/** Lists that are offered for one package. */
const mostOffered = 6;

/** A source imports what its project does not declare: it works only where something else happens to bring it. */
export const missingRequirement: Rule = {
	code: 'missing-requirement',
	over: 'source',
	check(context: SourceContext): Draft[] {
		if (!declaresAll(context.project)) return [];
		const told = new Set<string>();
		return context.imports.flatMap((imported) => {
			const name = missing(context, imported);
			if (name === undefined || told.has(name)) return [];
			told.add(name);
			return [draft(context, imported, name)];
		});
	},
};

/** What a build back-end fills in, or another file declares, is not known. */
function declaresAll({ name, dynamic, requirementFiles }: Project): boolean {
	const isFilledIn = dynamic.some(({ field }) => field === 'dependencies' || field === 'optional-dependencies');
	return name !== undefined && (!isFilledIn || requirementFiles.length > 0);
}

/** The distribution (PEP 503 form) that an import needs and nobody declares; undefined where that is not certain. */
function missing({ project, owners, isOwn }: SourceContext, imported: ImportedModule): string | undefined {
	const { module, names, purpose, isUnconditional } = imported;
	const [top = ''] = module.split('.');
	if (purpose !== 'runtime' || !isUnconditional || isOwn(top)) return undefined;
	const from = importedFrom(
		module,
		names.map(({ name }) => name),
		owners,
	);
	const [name, another] = from?.names ?? [];
	if (from === undefined || name === undefined || another !== undefined || brought.has(name)) return undefined;
	if (isDeclared(project, from, top) || !isCertain(project, from)) return undefined;
	return name;
}

function isCertain({ environment }: Project, { names: [name], from }: ImportedFrom): boolean {
	if (from === 'installed') return environment?.byName.get(name)?.source.kind === 'index';
	if (from === 'known') return true;
	return environment !== undefined && popularNames.slice(0, mostBelieved).includes(name);
}

/** Of what is not installed another distribution than the one that is known may bring the module: `opencv-python-headless`, `psycopg2-binary`. */
function isDeclared({ name: own, requirements }: Project, { names: [name], from }: ImportedFrom, top: string): boolean {
	if (normalizeName(own ?? '') === name) return true;
	const word = normalizeName(top);
	const isAlternative = (one: string) => from !== 'installed' && (one.startsWith(name) || one.includes(word));
	return requirements.some((requirement) => requirement.name === name || isAlternative(requirement.name));
}

function draft({ project, pyproject }: SourceContext, { module, span }: ImportedModule, name: string): Draft {
	const installed = project.environment?.byName.get(name)?.version;
	const message = sentence(module, name, installed);
	return {
		span,
		package: name,
		message,
		data: { module, distribution: name, installed },
		fixes: fixes(project, pyproject, name, installed),
	};
}

function sentence(module: string, name: string, installed: string | undefined): string {
	if (normalizeName(module) === name) {
		return installed === undefined
			? l10n.t('{0} is imported, but it is not among the requirements in pyproject.toml.', module)
			: l10n.t('{0} is imported, but it is not among the requirements in pyproject.toml: something else brought {1}.', module, installed);
	}
	return installed === undefined
		? l10n.t('{0} is imported, but {1} is not among the requirements in pyproject.toml.', module, name)
		: l10n.t(
				'{0} is imported, but {1} is not among the requirements in pyproject.toml: something else brought {2}.',
				module,
				name,
				installed,
			);
}

function fixes({ file }: Project, pyproject: string, name: string, version: string | undefined): readonly EditFix[] {
	return additionsTo(pyproject, name, version)
		.slice(0, mostOffered)
		.map(({ source, edits }) => ({ kind: 'edit', title: title(name, source), edits, preferred: false, file }));
}

function title(name: string, source: string): string {
	const [, kind, group] = /^(optional|group|poetry:group|pdm:dev):(.*)$/s.exec(source) ?? [];
	if (kind === 'optional') return l10n.t('Add {0} to the extra “{1}”', name, group ?? '');
	if (group !== undefined) return l10n.t('Add {0} to the group “{1}”', name, group);
	return isOwnList(source) ? l10n.t('Add {0} to the dependencies', name) : l10n.t('Add {0} to the development dependencies', name);
}
