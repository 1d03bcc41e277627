import { part } from "@ui/api";

/** A picture and what it was made from, one over the other, with a line between them that moves. */
export class Comparison {
  #before = "";

  constructor(private readonly page: HTMLElement, signal: AbortSignal) {
    part(page, "lightbox-compare").addEventListener("click", () => this.#toggle(), { signal });
    part(page, "lightbox-split").addEventListener("input", () => this.#split(), { signal });
  }

  get #image(): HTMLImageElement { return part<HTMLImageElement>(this.page, "lightbox-before"); }

  /** The next picture; without one that it was made from there is nothing to compare. */
  begin(before: string | undefined): void {
    this.#before = before ?? "";
    part(this.page, "lightbox-compare").hidden = !before;
    this.#show(false);
  }

  #toggle(): void {
    this.#show(!part(this.page, "lightbox-slider").checkVisibility());
  }

  #show(isShown: boolean): void {
    const image = this.#image;
    image.hidden = !isShown;
    part(this.page, "lightbox-slider").hidden = !isShown;
    part(this.page, "lightbox-compare").setAttribute("aria-pressed", String(isShown));
    if (isShown) {
      image.src = `/api/assets/${this.#before}`;
      this.#split();
      part(this.page, "lightbox-split").focus();
    } else {
      image.removeAttribute("src");
    }
  }

  #split(): void {
    const share = part<HTMLInputElement>(this.page, "lightbox-split").value;
    this.#image.style.clipPath = `inset(0 ${100 - Number(share)}% 0 0)`;
    part(this.page, "lightbox-frame").style.setProperty("--split", `${share}%`);
  }
}
