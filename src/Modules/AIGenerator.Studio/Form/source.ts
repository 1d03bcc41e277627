import { fragment, part } from "@ui/api";
import { upload } from "./uploading";

/** A stored picture as the form needs it. */
export interface Picture { readonly id: string; readonly width: number; readonly height: number }

/** The picture to work on. What it tells: that there is another one, or that one is on its way or did not come. */
export class Source {
  #turn = 0;
  #isComing = false;

  constructor(private readonly page: HTMLElement, private readonly changed: () => void, private readonly failed: (error: unknown) => void, signal: AbortSignal) {
    this.#file.addEventListener("change", () => { const file = this.#file.files?.[0]; this.#file.value = ""; if (file) { void this.take(file); } }, { signal });
  }

  get #file(): HTMLInputElement { return part<HTMLInputElement>(this.page, "source-file"); }
  get #figure(): HTMLElement | null { return this.page.querySelector<HTMLElement>(".source-picture"); }

  /** Whether another one is on its way: the one that is shown is not meant any more. */
  get isComing(): boolean { return this.#isComing; }

  get picture(): Picture | undefined {
    const data = this.#figure?.dataset;
    return data?.["asset"] ? { id: data["asset"], width: Number(data["width"]), height: Number(data["height"]) } : undefined;
  }

  set isHidden(value: boolean) {
    part(this.page, "source").hidden = value;
  }

  pick(): void {
    this.#file.click();
  }

  remove(): void {
    this.#turn++;
    this.#isComing = false;
    this.#draw(null);
    part(this.page, "source-file").focus();
  }

  /** Takes a file, or one that is stored already. A later one wins over an earlier one that takes longer. */
  async take(what: File | string): Promise<void> {
    const turn = ++this.#turn;
    this.#isComing = true;
    part(this.page, "source-busy").hidden = false;
    this.changed();
    let drawn: DocumentFragment | null = null;
    try {
      const id = typeof what === "string" ? what : await upload(what);
      drawn = await fragment(`${this.page.dataset["base"]}/source/${id}`);
    } catch (error) {
      this.failed(error);
    }
    if (turn === this.#turn) {
      this.#isComing = false;
      if (drawn) {
        this.#draw(drawn);
      } else {
        part(this.page, "source-busy").hidden = true;
        this.changed();
      }
    }
  }

  #draw(picture: DocumentFragment | null): void {
    part(this.page, "source-picture").replaceChildren(...picture ? [picture] : []);
    part(this.page, "source-drop").hidden = picture !== null;
    part(this.page, "source-busy").hidden = true;
    this.changed();
  }
}
