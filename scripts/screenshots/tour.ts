import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'modern-gif';
import type { Page } from 'playwright-core';

const file = join(import.meta.dirname, '..', '..', 'media', 'tour.gif');
/** A picture of VS Code, 1280 × 800, is still read at this size. */
const size = { width: 960, height: 600 };
/** Each is shown for so long, ms. */
const delay = 3000;
const shown = ['problems-dark', 'quick-fixes-dark', 'hover-dark', 'tree-open-dark', 'panel-outage-dark'];

/** Makes the animated picture of the README from those that the host tests took. */
export async function makeTour(page: Page, folder: string): Promise<void> {
	const frames = [];
	for (const name of shown) frames.push({ data: await pixels(page, join(folder, `${name}.png`)), delay });
	await writeFile(file, new Uint8Array(await encode({ ...size, frames })));
}

/** RGBA, scaled. */
async function pixels(page: Page, picture: string): Promise<Uint8ClampedArray<ArrayBuffer>> {
	const data = await readFile(picture, 'base64');
	const scaled = `(async () => {
		const { width, height } = ${JSON.stringify(size)};
		const image = new Image();
		image.src = 'data:image/png;base64,${data}';
		await image.decode();
		const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
		context.imageSmoothingQuality = 'high';
		context.drawImage(image, 0, 0, width, height);
		return new Uint8Array(context.getImageData(0, 0, width, height).data.buffer).toBase64();
	})()`;
	return new Uint8ClampedArray(Buffer.from(await page.evaluate<string>(scaled), 'base64'));
}
