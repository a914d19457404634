/** How long this thread has worked, ms: what else the machine does meanwhile does not count. */
export function threadCpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
