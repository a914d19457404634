import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pageAddresses } from '../core/docs/addresses.ts';
import { errorPage } from '../core/docs/error-page.ts';
import { packageDocs } from '../core/docs/package-docs.ts';
import { type PreviewFacts, previewPage } from '../core/docs/preview-page.ts';
import type { Engine } from '../core/engine.ts';
import { toAutoDocsError, VersionNotFoundError } from '../core/errors.ts';
import type { FindingCode } from '../core/findings/finding.ts';
import { latestOf } from '../core/index/newest-good.ts';
import { type CutOff, latestCutOff } from '../core/project/exclude-newer.ts';
import { type PageSources, packageLink } from './pages.ts';
import type { Session } from './session.ts';

export interface PageContext {
	readonly session: Session;
	readonly extensionUri: vscode.Uri;
}

/** Where the content of each page comes from. A page that cannot be made says why. */
export function pageSources(context: PageContext): PageSources {
	return {
		help: (path) => helpText(context.extensionUri, path),
		package: async (name, version, above) => {
			try {
				return await packageText(context.session, name, version, above);
			} catch (thrown) {
				return errorPage(toAutoDocsError(thrown), above);
			}
		},
	};
}

async function packageText(session: Session, name: string, wanted: string, above: string): Promise<string> {
	const { engine } = session;
	const { index, settings } = engine;
	const cutOff = cutOffHere(session, name);
	const metadata = await index.metadata(name, wanted === '' ? await latestVersion(engine, name, cutOff) : wanted);
	const { value } = metadata;
	const addresses = pageAddresses(value.urls, settings['docs.images'] && !settings.offline);
	return previewPage({
		docs: packageDocs(value, settings['docs.maxCharacters'], addresses),
		metadata,
		// The page is about the release: without the others it is still worth showing.
		releases: await index.releases(name).catch(() => undefined),
		cutOff,
		index: index.url,
		...aboutHere(session, value.name, value.version),
		pageOf: (version) => packageLink(value.name, version, above),
		isOffline: settings.offline,
		now: engine.platform.now(),
	});
}

/** What the page says of the release itself. */
const onThePage: ReadonlySet<FindingCode> = new Set(['yanked-version', 'quarantined-project', 'deprecated-project', 'archived-project']);

/** The projects that use a release, and what was found there about its package. */
function aboutHere({ engine: { checker }, projects }: Session, name: string, version: string): Pick<PreviewFacts, 'users' | 'findings'> {
	const users = new Map<string, PreviewFacts['users'][number]>();
	const findings = new Set<string>();
	for (const { uri, good } of projects.all()) {
		const project = good?.parsed.project;
		for (const requirement of project?.requirements.filter((one) => one.name === name) ?? []) {
			const inUse = project === undefined ? undefined : checker.versionInUse(project, requirement);
			if (good === undefined || inUse?.release.version !== version) continue;
			const title = project?.name ?? vscode.workspace.asRelativePath(uri);
			users.set(`${title} ${inUse.resolvedFrom}`, { project: title, resolvedFrom: inUse.resolvedFrom });
			const about = checker.check(good.parsed, good.text).filter((finding) => finding.package === name && !onThePage.has(finding.code));
			for (const { message } of about) findings.add(message);
		}
	}
	return { users: [...users.values()], findings: [...findings] };
}

/** Of the projects that require the package, else of all. */
function cutOffHere({ engine: { checker }, projects }: Session, name: string): CutOff | undefined {
	const all = projects.all().flatMap(({ good }) => good?.parsed.project ?? []);
	const users = all.filter(({ requirements }) => requirements.some((requirement) => requirement.name === name));
	const asked = users.length > 0 ? users : all;
	return asked.length === 0 ? checker.cutOff(undefined, name) : latestCutOff(asked.map((project) => checker.cutOff(project, name)));
}

async function latestVersion({ index }: Engine, name: string, cutOff: CutOff | undefined): Promise<string> {
	const { value } = await index.releases(name);
	const { latest } = latestOf(value.releases, cutOff);
	if (latest !== undefined) return latest.version;
	throw new VersionNotFoundError(l10n.t('{0} has no releases at {1}', name, index.url), {
		suggestions: [l10n.t('Choose another package')],
	});
}

/** Only what is among the pages can be asked for: a link may lead anywhere. */
async function helpText(extensionUri: vscode.Uri, path: string): Promise<string> {
	try {
		if (!/^(?:(?:findings|errors)\/)?[\w-]+$/.test(path)) throw vscode.FileSystemError.FileNotFound(path);
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'docs', `${path}.md`)));
	} catch (thrown) {
		if (!(thrown instanceof vscode.FileSystemError)) throw thrown;
		return `# ${l10n.t('There is no such page')}\n\n[${l10n.t('All findings, errors, settings and commands')}](README.md)\n`;
	}
}
