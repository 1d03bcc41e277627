import { part } from "@ui/api";

/** A picture and what it was made from, one over the other, with a line between them that moves. */
export class Comparison {
  #before = "";

  constructor(private readonly page: HTMLElement, signal: AbortSignal) {
    part(page, "lightbox-compare").addEventListener("click", () => this.#toggle(), { signal });
    part(page, "lightbox-split").addEventListener("input", () => this.#split(), { signal });
    part(page, "lightbox-frame").addEventListener("pointermove", event => this.#drag(event), { signal });
    part(page, "lightbox-frame").addEventListener("pointerdown", event => this.#drag(event), { signal });
  }

  get #image(): HTMLImageElement { return part<HTMLImageElement>(this.page, "lightbox-before"); }

  /** The next picture; without one that it was made from there is nothing to compare. */
  begin(before: string | undefined): void {
    this.#before = before ?? "";
    part(this.page, "lightbox-compare").hidden = !before;
    this.#show(false);
  }

  get isShown(): boolean { return !part(this.page, "lightbox-slider").matches("[hidden]"); }

  #toggle(): void {
    this.#show(!this.isShown);
  }

  /** The line follows a press anywhere on the picture, as long as the picture itself is not moved. */
  #drag(event: PointerEvent): void {
    if (this.isShown && (event.buttons & 1) === 1 && !(event.target instanceof HTMLInputElement) && !part(this.page, "lightbox-stage").style.transform) {
      const box = part(this.page, "lightbox-frame").getBoundingClientRect();
      part<HTMLInputElement>(this.page, "lightbox-split").value = String(Math.round((event.clientX - box.left) / box.width * 100));
      this.#split();
    }
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
