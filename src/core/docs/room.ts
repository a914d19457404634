import { estimateTokens } from './token-estimate.ts';
import { characterEnd } from './tree.ts';

/** How much a text may be: both hold. */
export interface Budget {
	/** UTF-16 units. */
	readonly characters: number;
	/** As {@link estimateTokens} counts them. */
	readonly tokens: number;
}

/** Between two parts of a page. */
const gap = '\n\n';

/** A budget that is used up part by part. */
export class Room {
	#characters: number;
	#tokens: number;

	constructor({ characters, tokens }: Budget) {
		this.#characters = characters;
		this.#tokens = tokens;
	}

	get left(): Budget {
		return { characters: this.#characters, tokens: this.#tokens };
	}

	has(part: string): boolean {
		return fits(part + gap, this.left);
	}

	/** Whether so much of it is left. */
	hasLeft({ characters, tokens }: Budget): boolean {
		return this.#characters >= characters && this.#tokens >= tokens;
	}

	take(part: string): void {
		this.#characters -= part.length + gap.length;
		this.#tokens -= estimateTokens(part + gap);
	}

	/** Takes parts up to the first that does not fit. */
	takeAll(parts: readonly string[]): readonly string[] {
		const tooMuch = parts.findIndex((part) => {
			if (!this.has(part)) return true;
			this.take(part);
			return false;
		});
		return tooMuch === -1 ? parts : parts.slice(0, tooMuch);
	}
}

export function fits(text: string, { characters, tokens }: Budget): boolean {
	return text.length <= characters && estimateTokens(text) <= tokens;
}

export function share({ characters, tokens }: Budget, part: number): Budget {
	return { characters: Math.floor(characters * part), tokens: Math.floor(tokens * part) };
}

/** A line, cut at its end until `write` makes of it what fits. May be ''. */
export function fittingLine(line: string, budget: Budget, write: (text: string) => string = (text) => text): string {
	if (fits(write(line), budget)) return write(line);
	for (let length = Math.min(line.length, budget.characters); length > 0; length = Math.floor(length * 0.8)) {
		const cut = write(`${line.slice(0, characterEnd(line, length)).trimEnd()}…`);
		if (fits(cut, budget)) return cut;
	}
	return '';
}
