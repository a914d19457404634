import { indentOf, isBlank } from './lines.ts';

/** What a document's references lead to. Names are as {@link referenceName} makes them. */
export interface References {
	readonly targets: ReadonlyMap<string, string>;
	/** In order: each `text`__ takes the next. */
	readonly anonymous: readonly string[];
	/** Texts of `|name|`; an image is ''. */
	readonly substitutions: ReadonlyMap<string, string>;
}

/** Lines of one address that is broken over several. */
const maxContinuation = 5;

/** Reference names are compared without regard to case and white space. */
function referenceName(name: string): string {
	return name.replace(/\\(.)/g, '$1').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Collects targets and substitutions anywhere in a document. */
export function collectReferences(lines: readonly string[]): References {
	const targets = new Map<string, string>();
	const anonymous: string[] = [];
	const substitutions = new Map<string, string>();
	for (const [at, full] of lines.entries()) {
		const line = full.trimStart();
		if (line.startsWith('.. |')) readSubstitution(line, substitutions);
		else if (line.startsWith('.. __:')) anonymous.push(address(lines, at, line.slice(6)));
		else if (line.startsWith('__ ')) anonymous.push(line.slice(3).trim());
		else if (line.startsWith('.. _')) readTarget(lines, at, line.slice(4), targets);
		else readEmbeddedTargets(line, targets);
	}
	return { targets, anonymous, substitutions };
}

/** An address, or another target's (`name_`). */
export function resolveTarget(references: References, name: string): string | undefined {
	let target = references.targets.get(referenceName(name));
	for (let hops = 0; hops < 5 && target?.endsWith('_'); hops++) {
		target = references.targets.get(referenceName(target.slice(0, -1).replace(/^`|`$/g, '')));
	}
	return target === '' ? undefined : target;
}

function readTarget(lines: readonly string[], at: number, text: string, targets: Map<string, string>): void {
	const quoted = text.startsWith('`');
	const end = quoted ? text.indexOf('`:', 1) : text.search(/(?<!\\):(?: |$)/);
	if (end < 1) return;
	const name = referenceName(text.slice(quoted ? 1 : 0, end));
	targets.set(name, address(lines, at, text.slice(end + (quoted ? 2 : 1))));
}

function address(lines: readonly string[], at: number, first: string): string {
	const indent = indentOf(lines[at] ?? '');
	let result = first.trim();
	for (let line = lines[at + 1], count = 0; count < maxContinuation; line = lines[at + 1 + ++count]) {
		if (line === undefined || isBlank(line) || indentOf(line) <= indent) break;
		result += line.trim();
	}
	return result;
}

/** `` `text <address>`_ `` names its address, too. */
function readEmbeddedTargets(line: string, targets: Map<string, string>): void {
	for (const [, name = '', url = ''] of line.matchAll(/`([^`<>]{1,100})<([^<>`\s]{1,1000})>`_(?!_)/g)) {
		if (!targets.has(referenceName(name))) targets.set(referenceName(name), url);
	}
}

function readSubstitution(line: string, substitutions: Map<string, string>): void {
	const match = /^\.\. \|([^|]{1,100})\|\s+([\w-]+)::(.*)$/.exec(line);
	if (match === null) return;
	const [, name = '', directive, text = ''] = match;
	substitutions.set(referenceName(name), directive === 'replace' ? text.trim() : '');
}
