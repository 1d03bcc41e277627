import { unblur } from "./blur";

const width = 16;
const height = 12;

/** What a picture's place shows until the picture is there: its coarsest colours. Beside the picture, which decides the size. */
class PictureBlur extends HTMLElement {
  connectedCallback(): void {
    const picture = this.parentElement?.querySelector("img");
    const pixels = picture && !picture.complete ? unblur(this.dataset["hash"] ?? "", width, height) : null;
    if (!picture || !pixels) {
      this.remove();
      return;
    }
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
    this.append(canvas);
    picture.addEventListener("load", () => this.#clear(), { once: true });
    picture.addEventListener("error", () => this.remove(), { once: true });
  }

  #clear(): void {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.animate([{ opacity: 1 }, { opacity: 0 }], { duration: isStill ? 0 : 180 }).finished.then(() => this.remove(), () => this.remove());
  }
}

customElements.define("picture-blur", PictureBlur);
