import { fill, number, part } from "@ui/api";

/** What is expected and at most. */
export type Price = readonly [number, number];

/** The button that spends, its price, and below it what is left afterwards or why it cannot be pressed. */
export class SpendFoot {
  #isBusy = false;
  #isWaiting = false;
  #isLacking = false;

  constructor(private readonly page: HTMLElement) {}

  get isDisabled(): boolean { return this.#isBusy || this.#isWaiting || this.#isLacking; }

  set isBusy(value: boolean) {
    this.#isBusy = value;
    this.#judge();
  }

  /** What is wanted is not all there yet: a press would spend on what was wanted before. */
  set isWaiting(value: boolean) {
    this.#isWaiting = value;
    this.#judge();
  }

  /** A price that is not known yet is no price; of several things in the way the first is said. */
  show(price: Price | undefined, lack: "source" | "mask" | undefined): void {
    const [expected, most] = price ?? [0, 0];
    part(this.page, "price").textContent = lack || !price ? "" : most === 0 ? this.page.dataset["textFree"] ?? ""
      : most === expected ? number(expected) : fill(this.page.dataset["textAbout"], { price: `${number(expected)}–${number(most)}` });
    const place = part(this.page, "after");
    const left = Number(document.querySelector<HTMLElement>(".balance-chip [data-amount]")?.dataset["amount"] ?? NaN) - most;
    const isMissing = most > 0 && left < 0;
    place.hidden = !lack && (most === 0 || Number.isNaN(left));
    place.classList.toggle("is-missing", !lack && isMissing);
    place.textContent = lack ? place.dataset[lack === "source" ? "textSource" : "textMask"] ?? ""
      : fill(isMissing ? place.dataset["textMissing"] : place.dataset["textLeft"], isMissing ? { missing: number(-left) } : { left: number(left) });
    this.#isLacking = lack !== undefined || isMissing;
    this.#judge();
  }

  #judge(): void {
    part(this.page, "spend").setAttribute("aria-disabled", String(this.isDisabled));
    part(this.page, "spend").toggleAttribute("data-busy", this.#isBusy || this.#isWaiting);
  }
}
