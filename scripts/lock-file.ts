/** What package-lock.json says of one folder of node_modules. */
interface LockedPackage {
	readonly version?: string;
	readonly dev?: boolean;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface LockFile {
	readonly packages: Readonly<Record<string, LockedPackage>>;
}

const platform =
	/(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>arm64|x64|arm|ia32|ppc64|riscv64|s390x)(?:-(?<abi>[a-z]+))?$/;

/**
 * The builds for other platforms (`@swc/core-win32-x64-msvc`) that the lock file should name and does not: name → version. npm leaves out those that its
 * registry does not serve, and then `npm ci` refuses the lock file as incomplete.
 */
export function missingBuilds({ packages }: LockFile): ReadonlyMap<string, string> {
	const missing = new Map<string, string>();
	for (const { optionalDependencies = {} } of Object.values(packages))
		for (const [name, version] of Object.entries(optionalDependencies))
			if (platform.test(name) && packages[`node_modules/${name}`] === undefined) missing.set(name, version);
	return missing;
}

/** The lock file with the missing builds named, in npm's order; without a checksum, which only the registry knows. */
export function completeLockFile(lock: LockFile): LockFile {
	const added = [...missingBuilds(lock)].map(([name, version]) => {
		const { os, cpu, abi } = platform.exec(name)?.groups ?? {};
		const libc = os === 'linux' && abi !== undefined ? { libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] } : {};
		return [`node_modules/${name}`, { version, cpu: [cpu], dev: true, ...libc, optional: true, os: [os] }] as const;
	});
	const sorted = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => a.localeCompare(b, 'en'));
	return { ...lock, packages: Object.fromEntries(sorted) };
}
