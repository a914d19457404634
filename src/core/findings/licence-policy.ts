import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import ids from 'spdx-license-ids/index.json' with { type: 'json' };
import { type LicenceExpression, parseLicenceExpression } from '../packaging/licence-expression.ts';

/** What a policy makes of a licence. `parts`: those licences of an expression that decide, as written. */
export type Verdict =
	| { readonly kind: 'accepted' }
	| { readonly kind: 'denied' | 'not-allowed'; readonly parts: readonly string[] }
	/** No licence that can be told: a text that is no expression, or an identifier that SPDX does not have. */
	| { readonly kind: 'unclear' };

const accepted: Verdict = { kind: 'accepted' };
const unclear: Verdict = { kind: 'unclear' };

/**
 * Which licences a person accepts: those in `allow`, or all when it is empty, without those in `deny`. Entries are SPDX identifiers, in any case, with or without
 * an exception (`GPL-2.0-only WITH Classpath-exception-2.0`); or the very words of a package that says it otherwise.
 */
export class LicencePolicy {
	readonly #allow: ReadonlySet<string>;
	readonly #deny: ReadonlySet<string>;
	readonly #known: ReadonlySet<string>;

	constructor(allow: readonly string[], deny: readonly string[]) {
		this.#allow = new Set(allow.map(normal));
		this.#deny = new Set(deny.map(normal));
		this.#known = new Set([...ids, ...deprecatedIds].map(normal));
	}

	/** Of a release's licence, as it states it. Where nothing has to be allowed, what cannot be told is accepted. */
	judge(licence: string | null): Verdict {
		const verdict = this.#judge(licence ?? '');
		return verdict.kind === 'unclear' && this.#allow.size === 0 ? accepted : verdict;
	}

	#judge(licence: string): Verdict {
		const expression = parseLicenceExpression(licence);
		const asAWhole = this.#listed(licence);
		if (asAWhole !== undefined || expression === undefined) return asAWhole ?? unclear;
		return this.#judgeExpression(expression);
	}

	#judgeExpression(expression: LicenceExpression): Verdict {
		if (expression.kind === 'licence') return this.#judgeOne(expression);
		const verdicts = expression.parts.map((part) => this.#judgeExpression(part));
		const some = (kind: Verdict['kind']) => verdicts.find((verdict) => verdict.kind === kind);
		// Of alternatives one is enough; where all hold together, each has to be accepted.
		const decisive = expression.kind === 'or' ? (some('accepted') ?? some('unclear')) : undefined;
		if (decisive !== undefined) return decisive;
		return refusedBy(verdicts, 'denied') ?? refusedBy(verdicts, 'not-allowed') ?? some('unclear') ?? accepted;
	}

	/** With an exception it allows more than without. “Or later” leaves a choice, but who does not want the version itself mostly wants no later one. */
	#judgeOne({ id, orLater, exception }: LicenceExpression & { readonly kind: 'licence' }): Verdict {
		const versioned = orLater ? `${id}+` : id;
		const whole = exception === undefined ? versioned : `${versioned} WITH ${exception}`;
		for (const text of new Set([whole, versioned, id.replace(/-or-later$/i, '-only')])) {
			const listed = this.#listed(text, whole);
			if (listed !== undefined) return listed;
		}
		if (!this.#known.has(normal(id)) && !/^(DocumentRef-[^:]+:)?LicenseRef-./i.test(id)) return unclear;
		return this.#allow.size === 0 ? accepted : { kind: 'not-allowed', parts: [whole] };
	}

	/** Undefined for what neither list has. */
	#listed(text: string, shown = text): Verdict | undefined {
		const name = normal(text);
		if (this.#deny.has(name)) return { kind: 'denied', parts: [shown] };
		return this.#allow.has(name) ? accepted : undefined;
	}
}

function refusedBy(verdicts: readonly Verdict[], kind: 'denied' | 'not-allowed'): Verdict | undefined {
	const parts = verdicts.flatMap((verdict) => (verdict.kind === kind ? verdict.parts : []));
	return parts.length === 0 ? undefined : { kind, parts: [...new Set(parts)] };
}

/** In lower case, its blanks single; GNU licences by the names that SPDX has for them today. */
function normal(text: string): string {
	const name = text.trim().toLowerCase().replace(/\s+/g, ' ');
	return name.replace(
		/^((?:[al]?gpl|gfdl)-\d(?:\.\d)?)(\+?)(?= with |$)/,
		(_, id: string, plus) => `${id}-${plus === '+' ? 'or-later' : 'only'}`,
	);
}
