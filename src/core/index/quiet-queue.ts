/** Work that nobody waits for: a few pieces at once, and those that matter more first. */
export class QuietQueue<T> {
	readonly #first = new Set<T>();
	readonly #later = new Set<T>();
	readonly #atOnce: number;
	readonly #run: (piece: T) => Promise<void>;
	#underWay = 0;

	/** `run` never rejects. */
	constructor(atOnce: number, run: (piece: T) => Promise<void>) {
		this.#atOnce = atOnce;
		this.#run = run;
	}

	/** A piece that waits already takes its new place. Nothing begins before {@link begin}. */
	add(piece: T, isFirst: boolean): void {
		this.#later.delete(piece);
		(isFirst ? this.#first : this.#later).add(piece);
	}

	/** One that has not begun never does. */
	delete(piece: T): void {
		this.#first.delete(piece);
		this.#later.delete(piece);
	}

	clear(): void {
		this.#first.clear();
		this.#later.clear();
	}

	begin(): void {
		while (this.#underWay < this.#atOnce) {
			const [next] = this.#first.size > 0 ? this.#first : this.#later;
			if (next === undefined) return;
			this.delete(next);
			this.#underWay++;
			void this.#run(next).then(() => {
				this.#underWay--;
				this.begin();
			});
		}
	}
}
