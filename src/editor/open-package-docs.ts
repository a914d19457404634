import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOffers } from '../core/editing/name-offers.ts';
import { isValidName, normalizeName } from '../core/packaging/name.ts';
import { type Pages, packagePage } from './pages.ts';
import { withoutIcons } from './plain-words.ts';
import type { Session } from './session.ts';

/** Well-known packages that are offered beside those of the projects. */
const mostPopular = 20;

interface PackageItem extends vscode.QuickPickItem {
	/** Undefined for the latest. */
	readonly version: string | undefined;
}

/** Of a package alone the version in use is opened, else the latest; without a package a person chooses one, or names any. */
export async function openPackageDocs(session: Session, pages: Pages, name: unknown, version: unknown): Promise<void> {
	if (typeof name === 'string') {
		const wanted = typeof version === 'string' ? version : versionHere(session, name);
		await pages.open(packagePage(name, wanted));
		return;
	}
	const picked = await pickPackage(packageItems(session));
	if (picked !== undefined) await pages.open(packagePage(picked.label, picked.version));
}

/** What is typed is offered last, where it is a name: the index is asked for it when it is chosen, and not before. */
function pickPackage(items: readonly PackageItem[]): Promise<PackageItem | undefined> {
	const picker = vscode.window.createQuickPick<PackageItem>();
	picker.placeholder =
		items.length === 0 ? l10n.t('Name of a package whose docs to open') : l10n.t('Package whose docs to open, or the name of any other');
	picker.matchOnDescription = true;
	picker.items = items;
	picker.onDidChangeValue((typed) => {
		const name = normalizeName(typed.trim());
		const others = isValidName(typed.trim()) ? [...nameOffers(typed.trim(), []).names.slice(0, mostPopular), name] : [];
		const further = [...new Set(others)].filter((other) => !items.some(({ label }) => label === other));
		const described = (label: string) =>
			label === name ? l10n.t('the latest release, of the name as typed') : l10n.t('the latest release');
		picker.items = [...items, ...further.map((label) => ({ label, description: described(label), version: undefined }))];
	});
	return new Promise((resolve) => {
		picker.onDidAccept(() => {
			resolve(picker.selectedItems[0]);
			picker.hide();
		});
		picker.onDidHide(() => {
			resolve(undefined);
			picker.dispose();
		});
		picker.show();
	});
}

/** In the first project that has the package. */
function versionHere(session: Session, name: string): string | undefined {
	return packageItems(session).find(({ label }) => label === normalizeName(name))?.version;
}

function packageItems(session: Session): PackageItem[] {
	const items = new Map<string, PackageItem>();
	for (const { good } of session.projects.all()) {
		const project = good?.parsed.project;
		for (const requirement of project?.requirements ?? []) {
			const inUse = project === undefined ? undefined : session.engine.checker.versionInUse(project, requirement);
			if (inUse === undefined) continue;
			const { version } = inUse.release;
			items.set(`${requirement.name} ${version}`, {
				label: requirement.name,
				description: withoutIcons(`${version} · ${inUse.resolvedFrom}`),
				version,
			});
		}
	}
	return [...items.values()].sort((a, b) => a.label.localeCompare(b.label));
}
