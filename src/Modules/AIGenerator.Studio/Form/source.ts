import { fragment, part } from "@ui/api";
import { upload } from "./uploading";

/** A stored picture as the form needs it. */
export interface Picture { readonly id: string; readonly width: number; readonly height: number }

/** The picture to work on. */
export class Source {
  #turn = 0;

  constructor(private readonly page: HTMLElement, private readonly changed: () => void, private readonly failed: (error: unknown) => void, signal: AbortSignal) {
    this.#file.addEventListener("change", () => { const file = this.#file.files?.[0]; this.#file.value = ""; if (file) { void this.take(file); } }, { signal });
  }

  get #file(): HTMLInputElement { return part<HTMLInputElement>(this.page, "source-file"); }
  get #figure(): HTMLElement | null { return this.page.querySelector<HTMLElement>(".source-picture"); }

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
    this.#draw(null);
    part(this.page, "source-file").focus();
  }

  /** Takes a file, or one that is stored already. A later one wins over an earlier one that takes longer. */
  async take(what: File | string): Promise<void> {
    const turn = ++this.#turn;
    const busy = part(this.page, "source-busy");
    busy.hidden = false;
    try {
      const id = typeof what === "string" ? what : await upload(what);
      const drawn = await fragment(`${this.page.dataset["base"]}/source/${id}`);
      if (turn === this.#turn && drawn) {
        this.#draw(drawn);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      if (turn === this.#turn) {
        busy.hidden = true;
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
