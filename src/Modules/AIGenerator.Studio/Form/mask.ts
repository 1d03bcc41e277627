import { fill } from "@ui/api";
import type { Stroke } from "../Editor/strokes";
import type { Picture } from "./source";
import { uploadMask } from "./uploading";

/** Where to work on a picture. Its strokes are kept for each picture, so that neither a reload nor another picture in between loses them. */
export class Mask {
  readonly #ids = new Map<string, Promise<string>>();
  /** In memory first: a browser's storage has an end, and the page does not pay for an older mask than it shows. */
  readonly #strokes = new Map<string, readonly Stroke[]>();
  #isOpen = false;

  constructor(private readonly page: HTMLElement, private readonly changed: () => void) {}

  /** The server does not have it any more, and gets it anew with the next press: masks that nobody used for a day are erased. */
  forget(): void {
    this.#ids.clear();
  }

  strokesOf(picture: Picture): readonly Stroke[] {
    const kept = this.#strokes.get(picture.id);
    if (kept) {
      return kept;
    }
    try {
      return JSON.parse(sessionStorage.getItem(this.#key(picture)) ?? "[]") as Stroke[];
    } catch {
      return [];
    }
  }

  isEmpty(picture: Picture): boolean {
    return this.strokesOf(picture).length === 0;
  }

  async open(picture: Picture): Promise<void> {
    if (this.#isOpen) {
      return;
    }
    this.#isOpen = true;
    try {
      const { editMask } = await import("../Editor/maskeditor");
      const before = this.strokesOf(picture);
      const after = await editMask(this.page, picture, before, strokes => this.#keep(picture, strokes)) ?? before;
      this.#keep(picture, after);
      if (JSON.stringify(after) !== JSON.stringify(before)) {
        this.#ids.delete(picture.id);
      }
    } finally {
      this.#isOpen = false;
    }
    await this.show(picture);
    this.changed();
    this.page.querySelector<HTMLElement>("[data-do=mask]")?.focus();
  }

  /** The id under which the server has the mask; undefined where nothing is marked. The same for the same strokes: an order that is repeated names it again. */
  async idFor(picture: Picture): Promise<string | undefined> {
    const strokes = this.strokesOf(picture);
    if (strokes.length === 0) {
      return undefined;
    }
    const known = this.#ids.get(picture.id);
    if (known) {
      return known;
    }
    const id = this.#upload(picture, strokes);
    this.#ids.set(picture.id, id);
    id.catch(() => { if (this.#ids.get(picture.id) === id) { this.#ids.delete(picture.id); } });
    return id;
  }

  async #upload(picture: Picture, strokes: readonly Stroke[]): Promise<string> {
    const { fileOf, maskCanvas, paint } = await import("../Editor/strokes");
    const canvas = maskCanvas(picture);
    paint(canvas, picture, strokes);
    return uploadMask(picture.id, await fileOf(canvas));
  }

  /** Draws it over the source in the form, and says how much of it is marked. */
  async show(picture: Picture | undefined): Promise<void> {
    const row = this.page.querySelector<HTMLElement>("[data-part=mask-row]:not([hidden]) > [data-part=mask-share]");
    const place = this.page.querySelector<HTMLCanvasElement>("[data-part=source-mask]");
    const strokes = picture && row ? this.strokesOf(picture) : [];
    if (place) {
      place.hidden = strokes.length === 0;
    }
    if (row && strokes.length === 0) {
      row.textContent = row.dataset["textNone"] ?? "";
    }
    if (!picture || !row || !place || strokes.length === 0) {
      return;
    }
    const { maskCanvas, paint, shareOf } = await import("../Editor/strokes");
    const mask = maskCanvas(picture);
    paint(mask, picture, strokes);
    place.width = Math.min(640, mask.width);
    place.height = Math.round(place.width * mask.height / mask.width);
    place.getContext("2d")!.drawImage(mask, 0, 0, place.width, place.height);
    row.textContent = fill(row.dataset["text"], { percent: Math.max(1, Math.round(shareOf(mask) * 100)) });
  }

  #keep(picture: Picture, strokes: readonly Stroke[]): void {
    this.#strokes.set(picture.id, strokes);
    try {
      sessionStorage.setItem(this.#key(picture), JSON.stringify(strokes));
    } catch {
      // No room left: the strokes live as long as the page, and no older ones come back after it.
      sessionStorage.removeItem(this.#key(picture));
    }
  }

  #key(picture: Picture): string {
    return `mask-${picture.id}`;
  }
}
