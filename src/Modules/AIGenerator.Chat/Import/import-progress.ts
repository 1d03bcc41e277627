import { live } from "@client/live/live";
import { fill, number, part } from "@ui/api";

interface ImportNews { readonly state: string; readonly done: number; readonly chats: number }

/** Fills the bar while an import runs, and shows the report when it has ended. */
export class ImportProgress extends HTMLElement {
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    this.#stop = live.watch(`import:${this.dataset["import"]}`, 0, event => this.#take(event.data as ImportNews));
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  #take(news: ImportNews): void {
    const bar = this.querySelector("progress")!;
    const share = news.done / Math.max(1, news.chats);
    const text = fill(this.dataset["text"], { done: number(news.done), chats: number(news.chats) });
    bar.value = share;
    bar.ariaLabel = text;
    const [label, percent] = this.querySelectorAll<HTMLElement>(".progress-head span");
    label!.textContent = text;
    percent!.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
    if (news.state === "done") {
      part(this, "said").textContent = text;
      this.#stop?.();
      location.reload();
    }
  }
}

customElements.define("import-progress", ImportProgress);
