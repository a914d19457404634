import { variableOf } from '../core/config.ts';
import type { AutoDocsError, PartialResult } from '../core/errors.ts';

/** What could not be done and what to do about it, a text each. Failures that are alike are told once. */
export function failureTexts(failures: PartialResult<unknown>['failures']): readonly string[] {
	const alike = new Map<string, AutoDocsError[]>();
	for (const { error } of failures) {
		const kind = error.code === 'project_not_found' ? error.message : error.code;
		const group = alike.get(kind);
		if (group === undefined) alike.set(kind, [error]);
		else group.push(error);
	}
	return [...alike.values()].flatMap(([first, ...others]) => {
		if (first === undefined) return [];
		return [failureText(first, others.length === 0 ? '' : ` (and ${others.length} more like it)`)];
	});
}

/** What failed, and below it what can be done. */
export function failureText({ message, suggestions }: AutoDocsError, more = ''): string {
	return `${[message + more, ...suggestions].map(withVariables).join('\n  ')}\n`;
}

/** Settings by the names of the variables that set them here. */
export function withVariables(text: string): string {
	return text.replace(/`autodocs\.([\w.]+)`/g, (setting, key: string) => {
		const variable = variableOf(key);
		return variable === undefined ? setting : `\`${variable}\``;
	});
}
