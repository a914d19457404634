import type { Draft, FileContext, Rule } from '../rule.ts';

/** The file does not parse, or a table holds something that it cannot. */
export const invalidToml: Rule = {
	code: 'invalid-toml',
	over: 'file',
	check({ parsed }: FileContext): Draft[] {
		const syntax = parsed.syntaxError === undefined ? [] : [{ span: parsed.syntaxError.span, message: parsed.syntaxError.error.message }];
		const tables = (parsed.project?.problems ?? []).filter((problem) => problem.code === 'invalid-toml');
		return [...syntax, ...tables.map(({ span, file, message }) => ({ span, file, message }))];
	},
};
