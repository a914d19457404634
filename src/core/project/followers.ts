/** Which projects have to be read anew when a file changes. Files and projects go by whatever names them, such as URIs. */
export class Followers {
	readonly #followed = new Map<string, ReadonlySet<string>>();
	readonly #followers = new Map<string, Set<string>>();

	/** From now on a project follows these files, and no others. */
	follow(project: string, files: Iterable<string>): void {
		this.leave(project);
		const followed = new Set(files);
		this.#followed.set(project, followed);
		for (const file of followed) {
			const followers = this.#followers.get(file) ?? new Set();
			this.#followers.set(file, followers.add(project));
		}
	}

	/** The project follows nothing any more. */
	leave(project: string): void {
		for (const file of this.#followed.get(project) ?? []) {
			const followers = this.#followers.get(file);
			followers?.delete(project);
			if (followers?.size === 0) this.#followers.delete(file);
		}
		this.#followed.delete(project);
	}

	/** The projects that follow a file. */
	of(file: string): readonly string[] {
		return [...(this.#followers.get(file) ?? [])];
	}
}
