import { ValidationError } from '../errors.ts';
import { isValidName, normalizeName } from '../packaging/name.ts';
import { parseRequirement } from '../packaging/requirement.ts';
import { visibleLine } from './visible-text.ts';

/** UTF-16 units. Nobody writes longer ones. */
const longest = 500;

/** Below one of these stands the name in the address of a page. */
const page = /^https?:\/\/.*\/(?:project|simple|pypi)\/([^/?#]+)/i;
const command = /\b(?:install|add)\s+(?:-\S+\s+)*(\S+)$/i;
const statement = /^(?:import|from)\s+(\w+)/;
const nameAndVersion = /^(\S+)\s+v?(\d\S*)$/i;
const quotes = /^["'`]+|["'`]+$/g;
const edges = /^[^a-z\d]+|[^a-z\d]+$/gi;

/** What a text that is no package name may mean, in a sentence for who wrote it: a requirement, an address, a command, an import. */
export function nameMeantBy(text: string): readonly string[] {
	const line = visibleLine(text.slice(0, longest + 1));
	if (line.length > longest) return [];
	const inside = (page.exec(line)?.[1] ?? statement.exec(line)?.[1] ?? command.exec(line)?.[1] ?? line).replace(quotes, '');
	const names = inside.split(',').map((one) => one.trim());
	if (names.length > 1 && names.every(isValidName)) return [`Call once for each of them: ${names.join(', ')}`];
	const [, name = '', version = ''] = nameAndVersion.exec(inside) ?? [];
	if (isValidName(name)) return [sentence(name, `==${version}`)];
	return partsOf(inside) ?? trimmed(inside);
}

/** The constraint in a text that names a package and its constraint; undefined for any other. */
export function constraintIn(text: string, name: string): string | undefined {
	const requirement = requirementIn(text);
	if (requirement === undefined || requirement.specifiers.isEmpty) return undefined;
	return normalizeName(requirement.name) === name ? requirement.specifiers.toString() : undefined;
}

function partsOf(text: string): readonly string[] | undefined {
	const requirement = requirementIn(text);
	if (requirement === undefined || !isValidName(requirement.name)) return undefined;
	return [sentence(requirement.name, requirement.specifiers.toString())];
}

function trimmed(text: string): readonly string[] {
	const name = text.replace(edges, '');
	return isValidName(name) ? [sentence(name, '')] : [];
}

function sentence(name: string, constraint: string): string {
	return `Give ${name} as the name${constraint === '' ? '' : `, and ${constraint} as its version constraint`}`;
}

function requirementIn(text: string) {
	try {
		return parseRequirement(text);
	} catch (thrown) {
		if (thrown instanceof ValidationError) return undefined;
		throw thrown;
	}
}
