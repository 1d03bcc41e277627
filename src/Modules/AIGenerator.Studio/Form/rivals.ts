type Request = Readonly<Record<string, unknown>>;

/** What a model takes for the task, and its prices by number: expected and at most. */
interface Takes {
  readonly count: number;
  readonly ratios: readonly string[];
  readonly scales: readonly number[];
  readonly strength: boolean;
  readonly seed: boolean;
  readonly negative: boolean;
  readonly references: number;
  readonly prices: readonly (readonly [number, number])[];
}

const most = 3;

/** Other models that are asked for the same. */
export class Rivals {
  constructor(private readonly page: HTMLElement) {}

  get #boxes(): HTMLInputElement[] { return [...this.page.querySelectorAll<HTMLInputElement>("[name=with]")]; }
  get #chosen(): HTMLInputElement[] { return this.#boxes.filter(box => box.checked); }

  /** No more than can be seen side by side. */
  limit(): void {
    const isFull = this.#chosen.length >= most;
    for (const box of this.#boxes) {
      box.disabled = isFull && !box.checked;
    }
  }

  /** The same wish for each, without what it does not take. */
  requests(wish: Request): Request[] {
    return this.#chosen.map(box => {
      const takes = takesOf(box);
      return {
        ...wish, model: box.value, quality: undefined, style: undefined, count: Math.min(Number(wish["count"]), takes.count),
        ratio: takes.ratios.includes(String(wish["ratio"])) ? wish["ratio"] : undefined, scale: takes.scales.includes(Number(wish["scale"])) ? wish["scale"] : undefined,
        strength: takes.strength ? wish["strength"] : undefined, seed: takes.seed ? wish["seed"] : undefined,
        negativePrompt: takes.negative ? wish["negativePrompt"] : undefined, references: (wish["references"] as string[] | undefined)?.slice(0, takes.references),
      };
    });
  }

  /** What so many pictures of each cost together: expected and at most. */
  price(count: number): [number, number] {
    const prices = this.#chosen.map(box => takesOf(box).prices).map(prices => prices[count - 1] ?? prices.at(-1) ?? [0, 0] as const);
    return [prices.reduce((sum, price) => sum + price[0], 0), prices.reduce((sum, price) => sum + price[1], 0)];
  }
}

function takesOf(box: HTMLInputElement): Takes {
  return JSON.parse(box.dataset["takes"]!) as Takes;
}
