/** Reads a text from left to right, each unit a bounded number of times: what makes the grammars of this folder linear. */
export class Scanner {
	readonly text: string;
	/** Where reading stops: nothing at or behind it is seen. */
	readonly end: number;
	/** UTF-16 offset of the next unit. */
	at: number;

	constructor(text: string, start = 0, end = text.length) {
		this.text = text;
		this.at = start;
		this.end = end;
	}

	get isDone(): boolean {
		return this.at >= this.end;
	}

	/** Whether nothing is left but one line end, which pip lets through behind a requirement. */
	get isAtEnd(): boolean {
		return this.isDone || (this.at === this.end - 1 && this.sees('\n'));
	}

	/** The UTF-16 unit `ahead` of the cursor; NaN behind the end. */
	unit(ahead = 0): number {
		return this.at + ahead < this.end ? this.text.charCodeAt(this.at + ahead) : Number.NaN;
	}

	/** Whether `literal` stands at the cursor. */
	sees(literal: string): boolean {
		return this.at + literal.length <= this.end && this.text.startsWith(literal, this.at);
	}

	/** Steps over `literal` if it stands at the cursor. */
	take(literal: string): boolean {
		const found = this.sees(literal);
		if (found) this.at += literal.length;
		return found;
	}

	/** Steps over the first of `literals` that stands at the cursor, in any case of ASCII letters; returns it as listed. */
	takeAnyCase<T extends string>(literals: readonly T[]): T | undefined {
		const found = literals.find((literal) => {
			const end = this.at + literal.length;
			return end <= this.end && this.text.slice(this.at, end).toLowerCase() === literal;
		});
		if (found !== undefined) this.at += found.length;
		return found;
	}

	/** Steps over the longest run of units that pass; returns the run, which may be ''. */
	run(passes: (unit: number) => boolean): string {
		const start = this.at;
		while (this.at < this.end && passes(this.text.charCodeAt(this.at))) this.at++;
		return this.text.slice(start, this.at);
	}
}

export function isDigit(unit: number): boolean {
	return unit >= 48 && unit <= 57;
}

export function isAlphanumeric(unit: number): boolean {
	return isDigit(unit) || (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90);
}

/** `-`, `_` or `.`. */
export function isSeparator(unit: number): boolean {
	return unit === 45 || unit === 95 || unit === 46;
}

/** Blank or tab: the only white space between the parts of a requirement (PEP 508). */
export function isBlank(unit: number): boolean {
	return unit === 32 || unit === 9;
}

/** White space as Python's `str.isspace` has it: around versions and behind operators all of it is allowed. */
export function isSpace(unit: number): boolean {
	if (unit < 0x80) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
	return (unit >= 0x2000 && unit <= 0x200a) || [0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000].includes(unit);
}
