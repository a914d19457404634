import { outside } from './outside.ts';
import { isSoon, until } from './until.ts';

/** Points at something until its tooltip matches the selector. One that comes while its row is drawn anew is dropped, and only comes when pointed at again. */
export async function showTooltip(selector: string, tooltip: string): Promise<void> {
	let instead: string | null = '';
	const again = async () => {
		await outside.pointAt('.editor-container');
		await outside.pointAt(selector);
		// VS Code waits half a second, then asks for its text.
		if (await isSoon(() => outside.isVisible(tooltip))) return true;
		instead = (await outside.isVisible('.monaco-hover')) ? await outside.textOf('.monaco-hover') : 'no tooltip';
		return false;
	};
	await until(`${selector} has the tooltip ${tooltip}`, again, { seen: () => instead });
}
