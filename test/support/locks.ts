/** A uv.lock of these packages, each `name version`, and of the lines behind them. */
export function uvLock(...packages: readonly (string | readonly [written: string, ...lines: readonly string[]])[]): string {
	const blocks = packages.map((given) => {
		const [written, ...lines] = typeof given === 'string' ? [given] : given;
		const [name, version] = written.split(' ');
		const source = lines.some((line) => line.startsWith('source')) ? [] : ['source = { registry = "https://pypi.org/simple" }'];
		return ['[[package]]', `name = "${name}"`, ...(version === undefined ? [] : [`version = "${version}"`]), ...source, ...lines].join(
			'\n',
		);
	});
	return ['version = 1\nrevision = 3\nrequires-python = ">=3.9"\n', ...blocks, ''].join('\n\n');
}
