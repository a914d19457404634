import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import * as z from 'zod';

type Shown = StandardSchemaWithJSON<unknown, unknown>;
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * A tool's input as clients see it. Whatever comes is let through: the tool checks it itself, so that wrong input is answered in the words of
 * the contract.
 */
export function inputSchema(schema: z.ZodObject): Shown {
	return letThrough(() => compact(jsonSchemaOf(schema, 'input'), 'input') as JsonObject);
}

/**
 * A tool's answers as clients see them: the fields of a success or those of a failure, since clients that check structured content do so for
 * failures too.
 */
export function outputSchema(schema: z.ZodObject): Shown {
	return letThrough(() => {
		const { properties, required } = jsonSchemaOf(schema, 'output');
		return {
			type: 'object',
			properties: { success: { type: 'boolean' }, ...(compact(properties, 'output') as JsonObject) },
			required: ['success'],
			anyOf: [{ required }, { required: ['error', 'error_type', 'code', 'suggestions'] }],
		};
	});
}

/** Made when a client first asks, and once: starting goes without it. */
function letThrough(make: () => JsonObject): Shown {
	let made: JsonObject | undefined;
	const asJson = () => {
		made ??= make();
		return { ...made };
	};
	return {
		'~standard': { version: 1, vendor: 'autodocs', validate: (value) => ({ value }), jsonSchema: { input: asJson, output: asJson } },
	};
}

function jsonSchemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonObject {
	return z.toJSONSchema(schema, { target: 'draft-2020-12', io });
}

/**
 * Each client pays for every character of it: what says nothing, or nothing of use in an answer, is left out. So are, within an answer, the lists
 * of what is always there: that is all of it, but where it says so.
 */
function compact(value: unknown, io: 'input' | 'output'): unknown {
	if (Array.isArray(value)) return value.map((member) => compact(member, io));
	if (typeof value !== 'object' || value === null) return value;
	const saysNothing = ([key, member]: readonly [string, unknown]) =>
		key === '$schema' ||
		key === 'propertyNames' ||
		(key === 'required' && io === 'output') ||
		(key === 'additionalProperties' && io === 'output' && (member === false || isEmpty(member)));
	return Object.fromEntries(
		Object.entries(value)
			.filter((entry) => !saysNothing(entry))
			.map(([key, member]) => [key, compact(member, io)]),
	);
}

function isEmpty(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
