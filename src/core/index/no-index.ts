import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import type { PackageIndex } from './package-index.ts';

/** Stands where the settings hold no index that may be asked: every question fails with what to do about it, and no name goes anywhere. */
export const noIndex: PackageIndex = {
	url: '',
	releases: () => Promise.reject(nobodyToAsk()),
	metadata: () => Promise.reject(nobodyToAsk()),
	vulnerabilities: () => Promise.reject(nobodyToAsk()),
	peekReleases: () => undefined,
	peekMetadata: () => undefined,
	projectPage: () => '',
};

function nobodyToAsk(): ValidationError {
	return new ValidationError(l10n.t('No package index is asked, because the setting autodocs.index.url holds none that may be asked.'), {
		suggestions: [l10n.t('Set autodocs.index.url to an https URL, such as https://pypi.org/simple.')],
		recoveryActions: ['openSettings'],
	});
}
