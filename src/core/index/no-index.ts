import { ValidationError } from '../errors.ts';
import type { PackageIndex } from './package-index.ts';

/** Stands where the settings hold no index that may be asked: every question fails with what to do about it, and no name goes anywhere. */
export const noIndex: PackageIndex = {
	url: '',
	releases: () => Promise.reject(nobodyToAsk()),
	metadata: () => Promise.reject(nobodyToAsk()),
	peekReleases: () => undefined,
	peekMetadata: () => undefined,
	projectPage: () => '',
};

function nobodyToAsk(): ValidationError {
	return new ValidationError('No package index is asked, because the setting autodocs.index.url holds none that may be asked.', {
		suggestions: ['Set autodocs.index.url to an https URL, such as https://pypi.org/simple.'],
		recoveryActions: ['openSettings'],
	});
}
