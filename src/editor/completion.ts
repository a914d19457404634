import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { plainAge } from '../core/docs/age.ts';
import { visibleLine } from '../core/docs/visible-text.ts';
import { nameOffers } from '../core/editing/name-offers.ts';
import { type VersionOffer, versionOffers } from '../core/editing/version-offers.ts';
import { groupOffers, markerOffers } from '../core/editing/word-offers.ts';
import { type WritingPlace, writingPlace, writingPlaceInList } from '../core/editing/writing-place.ts';
import { newestGood } from '../core/index/newest-good.ts';
import type { Release } from '../core/index/package-index.ts';
import { isValidName, normalizeName } from '../core/packaging/name.ts';
import type { CutOff } from '../core/project/exclude-newer.ts';
import type { Project } from '../core/project/model.ts';
import { pythonsOf, supportOf } from '../core/project/pythons.ts';
import { withAbortSignal } from './abort.ts';
import type { KnownNames } from './known-names.ts';
import type { ProjectFile } from './project-file.ts';
import { isPyproject } from './project-places.ts';
import type { Session } from './session.ts';

const triggers = ['"', "'", '[', '=', '>', '<', '~', '!', '^', ',', ';', ' '];

/** ms without typing after which a package that is not known yet is looked up. */
const pauseMs = 250;

/** What an item is about, for its documentation. */
interface About {
	readonly name: string;
	/** Undefined for the latest. */
	readonly release: Release | undefined;
}

class Item extends vscode.CompletionItem {
	about: About | undefined;
}

type Place<K extends WritingPlace['kind']> = WritingPlace & { readonly kind: K };

/**
 * Completes names, versions, extras, markers and groups where requirements are written. From memory; only the releases and extras of a package whose
 * name stands there whole, with an operator or bracket behind it, are looked up.
 */
export class Completion implements vscode.CompletionItemProvider<Item>, vscode.Disposable {
	readonly #session: Session;
	readonly #names: KnownNames;
	readonly #registration: vscode.Disposable;

	constructor(session: Session, names: KnownNames) {
		this.#session = session;
		this.#names = names;
		const files = [{ pattern: '**/pyproject.toml' }, { pattern: '**/*.{txt,in}' }];
		this.#registration = vscode.languages.registerCompletionItemProvider(files, this, ...triggers);
	}

	async provideCompletionItems(
		document: vscode.TextDocument,
		position: vscode.Position,
		token: vscode.CancellationToken,
		{ triggerCharacter }: vscode.CompletionContext,
	): Promise<vscode.CompletionList<Item> | undefined> {
		const file = this.#fileOf(document);
		if (file === undefined && !isPyproject(document.uri)) return undefined;
		const find = isPyproject(document.uri) ? writingPlace : writingPlaceInList;
		const place = find(document.getText(), document.offsetAt(position));
		if (place === undefined || (place.kind === 'name' && triggerCharacter === ' ')) return undefined;
		const range = new vscode.Range(document.positionAt(place.span.start), document.positionAt(place.span.end));
		const { items, isIncomplete } = await this.#items(place, document, file, token);
		for (const [i, item] of items.entries()) {
			item.range = range;
			item.sortText = String(i).padStart(4, '0');
		}
		return new vscode.CompletionList([...items], isIncomplete);
	}

	/** From memory alone. */
	resolveCompletionItem(item: Item): Item {
		const { index, platform } = this.#session.engine;
		if (item.about === undefined) return item;
		const { name } = item.about;
		const release = item.about.release ?? newestGood(index.peekReleases(name)?.value.releases ?? []);
		if (release === undefined) return item;
		const { version, uploadedAt, requiresPython, yanked, yankedReason } = release;
		const lines = [
			index.peekMetadata(name, version)?.value.summary ?? '',
			uploadedAt === null ? version : l10n.t('{0}, {1} old', version, plainAge(platform.now() - uploadedAt)),
			requiresPython === null ? '' : l10n.t('needs Python {0}', requiresPython),
			yanked ? (yankedReason === null ? l10n.t('yanked') : l10n.t('yanked: {0}', yankedReason)) : '',
		];
		item.documentation = lines
			.map(visibleLine)
			.filter((line) => line !== '')
			.join('\n');
		return item;
	}

	dispose(): void {
		this.#registration.dispose();
	}

	/** The project that a pyproject is, or that names a list. */
	#fileOf({ uri }: vscode.TextDocument): ProjectFile | undefined {
		return this.#session.projects.get(uri) ?? this.#session.projects.all().find(({ texts }) => texts.has(uri.fsPath));
	}

	async #items(
		place: WritingPlace,
		document: vscode.TextDocument,
		file: ProjectFile | undefined,
		token: vscode.CancellationToken,
	): Promise<{ readonly items: readonly Item[]; readonly isIncomplete: boolean }> {
		const project = file?.good?.parsed.project;
		switch (place.kind) {
			case 'name': {
				const { names, isCut } = nameOffers(place.typed, this.#names.all());
				// Asked anew at each letter: what is filtered out of the first two hundred may be among the next.
				return { items: names.map((name) => nameItem(name, place.typed)), isIncomplete: isCut || place.typed !== '' };
			}
			case 'version':
				return await this.#versions(place, project, token);
			case 'extra':
				return await this.#extras(place, project, token);
			case 'group':
				return { items: words(groupOffers(document.getText(), place.group), vscode.CompletionItemKind.Reference), isIncomplete: false };
			default:
				return { items: words(markerOffers(place), markerKinds[place.kind]), isIncomplete: false };
		}
	}

	async #versions(place: Place<'version'>, project: Project | undefined, token: vscode.CancellationToken) {
		const name = normalizeName(place.name);
		const releases = await this.#releases(name, project, token);
		if (releases === undefined) return { items: [], isIncomplete: true };
		const cutOff = project && this.#session.engine.checker.cutOff(project, name);
		const supportsPython = supportOf(project === undefined ? [] : pythonsOf(project));
		return {
			items: versionOffers(place, releases, supportsPython, cutOff).map((offer) => versionItem(name, offer, cutOff)),
			isIncomplete: false,
		};
	}

	async #extras({ name: written, present }: Place<'extra'>, project: Project | undefined, token: vscode.CancellationToken) {
		const name = normalizeName(written);
		const requirement = project?.requirements.find((one) => one.name === name);
		const inUse = project && requirement && this.#session.engine.checker.versionInUse(project, requirement)?.release;
		const release = inUse ?? newestGood((await this.#releases(name, project, token)) ?? []);
		if (release === undefined) return { items: [], isIncomplete: true };
		const { index } = this.#session.engine;
		const metadata =
			index.peekMetadata(name, release.version) ?? (await answeredBefore(token, () => index.metadata(name, release.version)));
		const extras = metadata?.value.providesExtra.filter((extra) => !present.includes(extra)) ?? [];
		return {
			items: words(extras, vscode.CompletionItemKind.EnumMember, `${name} ${release.version}`),
			isIncomplete: metadata === undefined,
		};
	}

	/** Undefined where they cannot be had, or not in time. */
	async #releases(name: string, project: Project | undefined, token: vscode.CancellationToken): Promise<readonly Release[] | undefined> {
		const { lookups, index } = this.#session.engine;
		const known = lookups.known(name);
		const answer = known?.state === 'answered' ? known.answer : index.peekReleases(name);
		if (answer !== undefined) return answer.value.releases;
		if (known?.state === 'failed' || !isFromIndex(name, project)) return undefined;
		return (await answeredBefore(token, () => index.releases(name)))?.value.releases;
	}
}

/** A private name, or one that comes from elsewhere, is not told to the index. */
function isFromIndex(name: string, project: Project | undefined): boolean {
	if (!isValidName(name) || (project?.name !== undefined && normalizeName(project.name) === name)) return false;
	const requirements = project?.requirements.filter((one) => one.name === name && one.error === undefined) ?? [];
	return project?.sources.has(name) !== true && requirements.every(({ origin }) => origin.kind === 'index' && origin.index === undefined);
}

/**
 * Asks once typing has paused. Undefined when it fails or the person types on; what was begun goes on then, so that it is known the next time.
 */
async function answeredBefore<T>(token: vscode.CancellationToken, ask: () => Promise<T>): Promise<T | undefined> {
	try {
		await withAbortSignal(token, (signal) => sleep(pauseMs, undefined, { signal }));
	} catch {
		return undefined; // The only thing that ends the pause early is that the person types on.
	}
	return await new Promise((resolve) => {
		const listener = token.onCancellationRequested(() => resolve(undefined));
		void ask()
			// What failed is told where the requirement stands, once it is whole.
			.catch(() => undefined)
			.then(resolve)
			.finally(() => listener.dispose());
	});
}

const markerKinds = {
	'marker-variable': vscode.CompletionItemKind.Variable,
	'marker-operator': vscode.CompletionItemKind.Operator,
	'marker-value': vscode.CompletionItemKind.Value,
	'marker-joiner': vscode.CompletionItemKind.Keyword,
} as const;

/** What is typed is matched in its own spelling: with its quote, and with the separator that it uses. */
function nameItem(name: string, typed: string): Item {
	const item = new Item(name, vscode.CompletionItemKind.Module);
	const quote = /^["']?/.exec(typed)?.[0] ?? '';
	const separator = /[_.]/.exec(typed)?.[0] ?? '-';
	item.filterText = quote + name.replaceAll('-', separator);
	item.about = { name, release: undefined };
	return item;
}

function versionItem(name: string, { text, release, isTooNew }: VersionOffer, cutOff: CutOff | undefined): Item {
	const python = release.requiresPython === null ? '' : `Python ${visibleLine(release.requiresPython).slice(0, 40)}`;
	const item = new Item(
		{ label: text, description: release.yanked ? l10n.t('yanked') : isTooNew ? l10n.t('too new ({0})', cutOff?.by ?? '') : python },
		vscode.CompletionItemKind.Value,
	);
	if (release.yanked) item.tags = [vscode.CompletionItemTag.Deprecated];
	item.filterText = text;
	item.about = { name, release };
	return item;
}

function words(texts: readonly string[], kind: vscode.CompletionItemKind, detail = ''): readonly Item[] {
	return texts.map((text) => {
		const item = new Item(text, kind);
		item.detail = detail;
		return item;
	});
}
