import { ValidationError } from '../errors.ts';
import type { Span } from '../span.ts';
import { tokenPlaces } from './token-places.ts';
import type { TomlString } from './toml-access.ts';

/** What is wrong with a value, and where. */
export interface Fault {
	readonly error: ValidationError;
	readonly span: Span;
}

/** What came of reading a value; nothing at all of one that is not there. */
export interface Read<T> {
	readonly value: T | undefined;
	readonly fault: Fault | undefined;
}

/** What `parse` makes of a string; when it throws a ValidationError, the fault with its place in `text`, the file. */
export function readString<T>(text: string, written: TomlString | undefined, parse: (value: string) => T): Read<T> {
	if (written === undefined) return { value: undefined, fault: undefined };
	try {
		return { value: parse(written.value), fault: undefined };
	} catch (thrown) {
		if (!(thrown instanceof ValidationError)) throw thrown;
		const { start, end } = written.span;
		const place = tokenPlaces(text.slice(start, end), start)({ start: thrown.offset, end: thrown.end });
		return { value: undefined, fault: { error: thrown, span: place.end > place.start ? place : written.span } };
	}
}
