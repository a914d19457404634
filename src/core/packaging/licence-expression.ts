/** A licence expression (PEP 639, SPDX 2.3 annex D), its identifiers as written. */
export type LicenceExpression =
	| { readonly kind: 'licence'; readonly id: string; readonly orLater: boolean; readonly exception: string | undefined }
	| { readonly kind: 'and' | 'or'; readonly parts: readonly LicenceExpression[] };

/** Nobody nests so deep. */
const deepest = 50;

/** Reads a text that may be a licence expression; operators in any case, as PEP 639 lets tools read them. Undefined for what is none. */
export function parseLicenceExpression(text: string): LicenceExpression | undefined {
	const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
	const reader = new Reader(tokens);
	const expression = reader.either(0);
	return reader.isAtEnd ? expression : undefined;
}

/** In linear time: each token is looked at once. */
class Reader {
	readonly #tokens: readonly string[];
	#at = 0;

	constructor(tokens: readonly string[]) {
		this.#tokens = tokens;
	}

	get isAtEnd(): boolean {
		return this.#at === this.#tokens.length;
	}

	/** `compound-expression "OR" compound-expression`, which binds least. */
	either(depth: number): LicenceExpression | undefined {
		return this.#joined('or', () => this.#joined('and', () => this.#one(depth)));
	}

	#joined(kind: 'and' | 'or', read: () => LicenceExpression | undefined): LicenceExpression | undefined {
		const parts: LicenceExpression[] = [];
		do {
			const part = read();
			if (part === undefined) return undefined;
			parts.push(part);
		} while (this.#takes(kind));
		const [only, second] = parts;
		return second === undefined ? only : { kind, parts };
	}

	#one(depth: number): LicenceExpression | undefined {
		if (!this.#takes('(')) return this.#licence();
		const inner = depth < deepest ? this.either(depth + 1) : undefined;
		return inner !== undefined && this.#takes(')') ? inner : undefined;
	}

	/** `license-id ["+"]` or `[DocumentRef-…:]LicenseRef-…`, with `WITH` and an exception behind it. */
	#licence(): LicenceExpression | undefined {
		const [, id, plus] = /^((?:DocumentRef-[a-z\d.-]+:)?[a-z\d][a-z\d.-]*)(\+?)$/i.exec(this.#next() ?? '') ?? [];
		if (id === undefined || isOperator(id)) return undefined;
		const exception = this.#takes('with') ? this.#next() : undefined;
		if (exception !== undefined && (!/^[a-z\d][a-z\d.-]*$/i.test(exception) || isOperator(exception))) return undefined;
		// Nothing stands behind “WITH”.
		if (exception === undefined && this.#tokens[this.#at - 1]?.toLowerCase() === 'with') return undefined;
		return { kind: 'licence', id, orLater: plus === '+', exception };
	}

	#takes(word: string): boolean {
		const isNext = this.#tokens[this.#at]?.toLowerCase() === word;
		if (isNext) this.#at++;
		return isNext;
	}

	#next(): string | undefined {
		return this.#tokens[this.#at++];
	}
}

function isOperator(token: string): boolean {
	return ['and', 'or', 'with'].includes(token.toLowerCase());
}
