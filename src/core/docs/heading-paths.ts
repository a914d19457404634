import type { DocsSection } from './section.ts';

/**
 * Of each section, the headings that it stands below, outermost first: `Usage › Sessions` is a section “Sessions” below [“Usage”]. A single heading
 * of level 1 is the title of the whole and is left out.
 */
export function headingPaths(sections: readonly Pick<DocsSection, 'heading' | 'level'>[]): readonly (readonly string[])[] {
	const hasTitle = sections.filter(({ level }) => level === 1).length === 1;
	let open: readonly { readonly heading: string; readonly level: number }[] = [];
	return sections.map(({ heading, level }) => {
		open = open.filter((above) => above.level < level);
		const path = open.map((above) => above.heading);
		if (heading !== null && !(hasTitle && level === 1)) open = [...open, { heading, level }];
		return path;
	});
}
