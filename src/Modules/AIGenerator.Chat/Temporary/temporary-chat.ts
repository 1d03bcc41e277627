import { starting } from "../Context/starting";
import { call, part, Refusal, visit } from "@ui/api";
import { toast } from "@ui/toast";

/** Makes a new chat a temporary one, shows what it is, keeps it or ends it. */
export class TemporaryChat extends HTMLElement {
  #abort: AbortController | undefined;

  get #page(): HTMLElement { return this.closest<HTMLElement>("chat-page")!; }
  get #chat(): string { return this.#page.querySelector<HTMLInputElement>("input[name=chatId]")?.value ?? ""; }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    const starters = this.#page.querySelector<HTMLElement>("[data-part=starters]");
    starters?.toggleAttribute("hidden", this.#chat !== "");
    this.#page.addEventListener("click", event => {
      const button = (event.target as Element).closest<HTMLElement>("[data-do]");
      switch (button?.dataset["do"]) {
        case "temporary": this.#toggle(button); break;
        case "keep-chat": void this.#try(() => this.#keep()); break;
        case "end-chat": void this.#try(() => this.#end()); break;
      }
    }, { signal });
    this.#page.addEventListener("ask-accepted", () => {
      part(this, "ways").hidden = !this.#page.hasAttribute("data-temporary");
      starters?.toggleAttribute("hidden", true);
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #toggle(button: HTMLElement): void {
    starting.temporary = !starting.temporary;
    button.setAttribute("aria-pressed", String(starting.temporary));
    this.#show(starting.temporary);
  }

  #show(isTemporary: boolean): void {
    this.#page.toggleAttribute("data-temporary", isTemporary);
    part(this, "strip").hidden = !isTemporary;
  }

  async #keep(): Promise<void> {
    await call("PUT", `/api/chat/${this.#chat}/kept`);
    this.#show(false);
    this.#page.querySelector<HTMLElement>("#prompt")?.focus({ preventScroll: true });
    toast(this.dataset["textKept"] ?? "");
  }

  async #end(): Promise<void> {
    await call("PUT", `/api/chat/${this.#chat}/ended`);
    if (!this.isConnected) {
      toast(this.dataset["textEnded"] ?? "");
      return;
    }
    document.addEventListener("turbo:load", () => toast(this.dataset["textEnded"] ?? ""), { once: true });
    visit(this.#page.dataset["base"] ?? "/");
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
    }
  }
}

customElements.define("temporary-chat", TemporaryChat);
