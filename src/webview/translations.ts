import * as z from 'zod/mini';
import { translationsId } from '../core/health/panel/view.ts';

const texts = z.record(z.string(), z.string());

/** The texts in the person's language, by the English ones, as the host left them in the page; none where it is in English. */
export function translations(): z.infer<typeof texts> {
	const left = document.getElementById(translationsId)?.textContent;
	return left === undefined || left === null ? {} : (texts.safeParse(JSON.parse(left)).data ?? {});
}
