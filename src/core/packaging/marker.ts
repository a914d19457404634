import { evaluateMarker, type MarkerEnvironment } from './marker-evaluate.ts';
import { readMarker, unexpectedInMarker } from './marker-reader.ts';
import { type MarkerNode, printMarker } from './marker-tree.ts';
import { Scanner } from './scanner.ts';
import { readOrExplain } from './syntax-problem.ts';

export type { MarkerEnvironment } from './marker-evaluate.ts';

/** A condition on the environment (PEP 508, "Environment Markers"). Immutable. */
export class Marker {
	readonly #root: MarkerNode;

	constructor(root: MarkerNode) {
		this.#root = root;
	}

	/** Throws ValidationError (`invalid_input`) for a comparison that has no meaning there, such as `sys_platform ~= "1.0"`. */
	evaluate(environment: MarkerEnvironment): boolean {
		return evaluateMarker(this.#root, environment);
	}

	/** Normalised as Python's packaging prints it. */
	toString(): string {
		return printMarker(this.#root);
	}
}

/** Reads what may stand behind the `;` of a requirement. Throws ValidationError (`invalid_requirement`). */
export function parseMarker(text: string): Marker {
	return readOrExplain(text, (whole) => {
		const scanner = new Scanner(whole);
		const root = readMarker(scanner);
		if (!scanner.isAtEnd) throw unexpectedInMarker(scanner);
		return new Marker(root);
	});
}
