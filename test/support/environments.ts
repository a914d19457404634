import type { Environment, Installed } from '../../src/core/project/installed/environment.ts';

/** An environment `.venv` beside a pyproject at /p, with these packages, each `name version`, from an index unless said otherwise. */
export function environmentWith(...packages: readonly (string | Installed)[]): Environment {
	const installed = packages.map((one): Installed => {
		if (typeof one !== 'string') return one;
		const [name = '', version = ''] = one.split(' ');
		const record = `/p/.venv/lib/python3.12/site-packages/${name}-${version}.dist-info`;
		return { name, version, source: { kind: 'index', target: undefined }, record };
	});
	return {
		folder: '/p/.venv',
		python: '3.12.4',
		sites: ['/p/.venv/lib/python3.12/site-packages'],
		byName: new Map(installed.map((one) => [one.name, one])),
	};
}
