import { distributionOfModule } from '../index/import-names.ts';
import { normalizeName } from '../packaging/name.ts';
import type { PackageDocs } from './package-docs.ts';

/** What speaks for showing the docs of a dependency. */
export interface Evidence {
	/** 0: nothing does. */
	readonly weight: number;
	/** For a person, the strongest first. */
	readonly why: readonly string[];
}

type Kind = 'direct' | 'heading' | 'imported' | 'code' | 'prose';

const weights: Readonly<Record<Kind, number>> = { direct: 8, heading: 4, imported: 3, code: 2, prose: 1 };

/** Tells of each package (PEP 503 form) what speaks for it: that the project requires it itself, and where the docs of `primary` name it. */
export function evidenceIn(primary: PackageDocs, isDirect: (name: string) => boolean): (name: string) => Evidence {
	const { sections, name: of } = primary;
	const code = sections.map(({ texts }) => texts.code).join('\n');
	const named: readonly (readonly [kind: Kind, has: (name: string) => boolean, why: string])[] = [
		['direct', isDirect, 'the project requires it itself'],
		['heading', setOf(namesIn(sections.map(({ heading }) => heading ?? '').join('\n'))), `named in a heading of the docs of ${of}`],
		['imported', setOf(importedIn(code)), `imported in the docs of ${of}`],
		['code', setOf(namesIn(code)), `named in code in the docs of ${of}`],
		['prose', setOf(namesIn(sections.map(({ texts }) => texts.prose).join('\n'))), `named in the docs of ${of}`],
	];
	return (name) => {
		const found = named.filter(([, has]) => has(name));
		return { weight: found.reduce((sum, [kind]) => sum + weights[kind], 0), why: found.map(([, , why]) => why) };
	};
}

function setOf(names: ReadonlySet<string>): (name: string) => boolean {
	return (name) => names.has(name);
}

/** Whatever in a text may be the name of a package, or begins with one: `urllib3.util`, `zope.interface`. */
function namesIn(text: string): ReadonlySet<string> {
	const words = text.match(/[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/g) ?? [];
	return new Set(words.flatMap((word) => [normalizeName(word), normalizeName(word.split('.', 1)[0] ?? '')]));
}

/** The packages of the modules that Python code imports. */
function importedIn(code: string): ReadonlySet<string> {
	const modules = [...code.matchAll(/^[ \t>.]*(?:from|import)[ \t]+([A-Za-z_]\w*)/gm)].map(([, module = '']) => normalizeName(module));
	return new Set(modules.map((module) => distributionOfModule(module) ?? module));
}
