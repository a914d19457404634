import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import * as z from 'zod';
import { helpPage, type Pages } from './pages.ts';

/** What `npm run docs` writes: everything that has a page, with the words that people use for it. */
const topicList = z.array(
	z.object({
		kind: z.enum(['finding', 'error', 'setting', 'command']),
		title: z.string(),
		about: z.string(),
		words: z.string(),
		page: z.string(),
	}),
);

type Topic = z.infer<typeof topicList>[number];

const icons: Readonly<Record<Topic['kind'], string>> = { finding: 'warning', error: 'error', setting: 'gear', command: 'terminal' };

/** Opens a page of the docs that come with the extension, and needs no network: the one that is named, else the one that a person finds. */
export async function openHelp(pages: Pages, extensionUri: vscode.Uri, page: unknown): Promise<void> {
	if (typeof page === 'string') return await pages.open(helpPage(page));
	const items = (await topics(extensionUri)).map((topic) => ({
		label: `$(${icons[topic.kind]}) ${topic.title}`,
		description: topic.about,
		detail: topic.words,
		page: topic.page,
	}));
	const picked = await vscode.window.showQuickPick(items, {
		placeHolder: l10n.t('A finding, an error, a setting or a command, by the words that you would use'),
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (picked !== undefined) await pages.open(helpPage(picked.page));
}

async function topics(extensionUri: vscode.Uri): Promise<readonly Topic[]> {
	const file = vscode.Uri.joinPath(extensionUri, 'docs', 'topics.json');
	return topicList.parse(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))));
}
