import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from '../host/chromium.ts';
import { makeTour } from './tour.ts';

const media = join(import.meta.dirname, '..', '..', 'media', 'walkthrough');

/** Of which picture which part is kept, in pixels. */
interface Kept {
	readonly from: string;
	readonly to: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

const kept: readonly Kept[] = [
	{ from: 'problems', to: 'problems', x: 345, y: 36, width: 820, height: 700 },
	{ from: 'quick-fixes', to: 'quick-fix', x: 340, y: 36, width: 800, height: 460 },
	{ from: 'tree-open', to: 'tree', x: 0, y: 36, width: 800, height: 400 },
	{ from: 'hover', to: 'hover', x: 340, y: 36, width: 900, height: 460 },
	{ from: 'panel-outage', to: 'health', x: 345, y: 36, width: 935, height: 460 },
];

/** Makes the pictures of the walkthrough, in light and dark, and that of the README, from those that the host tests took. */
export async function keepPictures(folder: string): Promise<void> {
	const browser = await chromium.launch({ executablePath: await findChromium(console.log), headless: true, args: ['--no-sandbox'] });
	const page = await browser.newPage();
	for (const one of kept) for (const theme of ['light', 'dark']) await keep(page, folder, one, theme);
	await makeTour(page, folder);
	await browser.close();
}

/** WebP takes a tenth of what PNG takes; Chromium writes it. */
async function keep(page: Page, folder: string, { from, to, ...part }: Kept, theme: string): Promise<void> {
	const picture = await readFile(join(folder, `${from}-${theme}.png`), 'base64');
	const cut = `(async () => {
		const { x, y, width, height } = ${JSON.stringify(part)};
		const image = new Image();
		image.src = 'data:image/png;base64,${picture}';
		await image.decode();
		const canvas = Object.assign(document.createElement('canvas'), { width, height });
		canvas.getContext('2d').drawImage(image, x, y, width, height, 0, 0, width, height);
		return canvas.toDataURL('image/webp', 0.8).split(',')[1];
	})()`;
	await writeFile(join(media, `${to}-${theme}.webp`), Buffer.from(await page.evaluate<string>(cut), 'base64'));
}
