import { fill, number } from "@ui/api";
import type { Picture } from "./source";

export interface Margins { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const sides = ["left", "top", "right", "bottom"] as const;
const most = 2048;

/** How far to extend a picture, in its own pixels; what will be there is drawn around it. */
export class MarginFields {
  constructor(private readonly page: HTMLElement) {}

  get value(): Margins | undefined {
    const fields = sides.map(side => this.#field(side));
    return fields.every(field => field !== null)
      ? Object.fromEntries(sides.map((side, at) => [side, Math.round(Number(fields[at]!.value)) || 0])) as unknown as Margins
      : undefined;
  }

  set value(margins: Margins | undefined) {
    for (const side of sides) {
      const field = this.#field(side);
      if (field) {
        field.value = String(Math.min(most, Math.max(0, Math.round(margins?.[side] ?? 0))));
      }
    }
  }

  /** A quarter more on each side, or the smallest frame of a shape around the picture. */
  preset(button: HTMLElement, picture: Picture | undefined): void {
    if (!picture) {
      return;
    }
    const { width, height } = picture;
    const around = Number(button.dataset["around"] ?? 0);
    const [wide = 1, high = 1] = (button.dataset["shape"] ?? "").split(":").map(Number);
    const x = around > 0 ? width * around : Math.max(0, height * wide / high - width) / 2;
    const y = around > 0 ? height * around : Math.max(0, width * high / wide - height) / 2;
    this.value = { left: x, top: y, right: x, bottom: y };
  }

  show(picture: Picture | undefined): void {
    const frame = this.page.querySelector<HTMLElement>("[data-part=source-frame]");
    const size = this.page.querySelector<HTMLElement>("[data-part=margins-size]");
    const margins = this.value;
    if (!frame || !picture) {
      return;
    }
    frame.classList.toggle("is-extended", margins !== undefined);
    const { left, top, right, bottom } = margins ?? { left: 0, top: 0, right: 0, bottom: 0 };
    const width = picture.width + left + right;
    const height = picture.height + top + bottom;
    const image = frame.querySelector<HTMLElement>("img")!;
    const room = frame.parentElement!.clientWidth;
    const scale = Math.min(room / width, 240 / height);
    frame.style.padding = margins ? [top, right, bottom, left].map(pixels => `${Math.round(pixels * scale)}px`).join(" ") : "";
    image.style.inlineSize = margins ? `${Math.round(picture.width * scale)}px` : "";
    if (size) {
      size.textContent = fill(size.dataset["text"], { size: `${number(width)}×${number(height)}` });
    }
  }

  #field(side: string): HTMLInputElement | null {
    return this.page.querySelector<HTMLInputElement>(`[name="margin-${side}"]`);
  }
}
