import { call, fill, fragment, number, part } from "@ui/api";
import { Late } from "@ui/late";
import { toast } from "@ui/toast";
import type { ContextPanel } from "./panel";
import { percentOf, type ContextUse } from "./use";

const pauseMs = 120;

/**
 * A ring beside the composer that fills with the conversation; a press opens the details. Also marks where the model's memory begins, and works
 * the buttons that compact and bring back. Counts again after each answer and for another model.
 */
export class ContextGauge extends HTMLElement {
  #abort: AbortController | undefined;
  #counting: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #parts: Promise<DocumentFragment | null> | undefined;
  #panel: ContextPanel | undefined;
  /** What is rarely wanted comes when it is. */
  readonly #summaries = new Late(() => import("./compacting").then(({ Compacting }) => new Compacting(this)));
  #use: ContextUse | undefined;
  #observer: MutationObserver | undefined;

  get page(): HTMLElement { return this.closest<HTMLElement>("chat-page")!; }
  get chat(): string { return this.page.querySelector<HTMLInputElement>("input[name=chatId]")?.value ?? ""; }
  get model(): string { return this.page.querySelector<HTMLInputElement>("input[name=model]")?.value ?? ""; }
  get modelName(): string { return part(this.page, "model-name").textContent; }
  get leaf(): string | null { return part(this.page, "messages").dataset["leaf"] || null; }
  get button(): HTMLButtonElement { return part<HTMLButtonElement>(this, "gauge"); }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    for (const type of ["ask-accepted", "answer-ended", "model-picked", "context-stale", "thread-stale"]) {
      this.page.addEventListener(type, event => { this.#fold(event); this.#plan(); }, { signal });
    }
    document.addEventListener("chat-changed", () => this.#plan(), { signal });
    this.page.addEventListener("click", event => {
      const target = (event.target as Element).closest<HTMLElement>("[data-do]");
      switch (target?.dataset["do"]) {
        case "context": void this.#open(); break;
        case "compact": void this.#summaries.get().then(summaries => summaries.begin(target, this.#panel)); break;
        case "drop-summary": void this.#summaries.get().then(summaries => summaries.drop(target)); break;
      }
    }, { signal });
    this.button.addEventListener("click", () => void this.#open(), { signal });
    this.#observer = new MutationObserver(() => void this.#mark());
    this.#observer.observe(part(this.page, "messages"), { childList: true });
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#counting?.abort();
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
  }

  /** A summary that has come is folded: the conversation goes on below it. */
  #fold(event: Event): void {
    const card = event.type === "answer-ended" ? (event.target as Element).closest<HTMLDetailsElement>(".summary-card") : null;
    if (card && (event as CustomEvent<{ state: string }>).detail.state === "succeeded") {
      card.open = false;
    }
  }

  #plan(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#count(), pauseMs);
  }

  async #count(): Promise<void> {
    this.#counting?.abort();
    if (!this.chat || !this.isConnected) {
      return;
    }
    const abort = this.#counting = new AbortController();
    try {
      const query = new URLSearchParams({ model: this.model, ...(this.leaf ? { leaf: this.leaf } : {}) });
      this.#use = await call<ContextUse>("GET", `/api/chat/${this.chat}/context?${query}`, undefined, {}, abort.signal);
      this.#show(this.#use);
    } catch {
      // What is known stays on the screen; the next answer counts again.
    }
  }

  #show(use: ContextUse): void {
    const share = percentOf(use);
    part(this, "ring").setAttribute("stroke-dasharray", `${share} 100`);
    part(this, "percent").textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share / 100);
    part(this, "spoken").textContent = fill(this.dataset["textSpoken"], { percent: number(share) });
    this.button.dataset["level"] = use.isCut ? "full" : share >= 80 ? "high" : "";
    this.button.hidden = false;
    this.#panel?.show(use, this.modelName);
    void this.#mark();
  }

  async #open(): Promise<void> {
    if (!this.#use) {
      return;
    }
    const parts = await this.#fetch();
    if (!parts) {
      toast(this.dataset["textUnreachable"] ?? "", { isError: true });
      return;
    }
    const { ContextPanel } = await import("./panel");
    this.#panel ??= new ContextPanel(part(this.page, "panel"), this);
    this.#panel.show(this.#use, this.modelName);
    this.#panel.open();
  }

  /** Puts the panel and the notice's template on the page, once. */
  #fetch(): Promise<DocumentFragment | null> {
    this.#parts ??= fragment(`${this.dataset["base"]}/context`).then(parts => {
      if (parts) {
        this.page.append(parts);
      } else {
        this.#parts = undefined;
      }
      return parts;
    }, () => { this.#parts = undefined; return null; });
    return this.#parts;
  }

  /** The notice stands in the first message that is told, where that one is on the page. */
  async #mark(): Promise<void> {
    const begins = this.#use?.isCut ? this.#use.beginsAt : null;
    const article = begins ? this.page.querySelector(`#m-${CSS.escape(begins)}`) : null;
    const known = this.page.querySelector<HTMLElement>("article > .memory-begins");
    if (known && known.parentElement !== article) {
      known.remove();
    }
    if (!article || !await this.#fetch()) {
      return;
    }
    const notice = article.querySelector<HTMLElement>(":scope > .memory-begins")
      ?? (part<HTMLTemplateElement>(this.page, "memory-begins").content.firstElementChild!.cloneNode(true) as HTMLElement);
    const text = part(notice, "memory-text");
    text.textContent = fill(text.dataset["text"], { model: this.modelName });
    if (notice.parentElement !== article) {
      article.prepend(notice);
    }
  }
}

customElements.define("context-gauge", ContextGauge);
