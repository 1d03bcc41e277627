import { call, fragment, part, Refusal } from "@ui/api";
import { toast } from "@ui/toast";
import { forgetStart, starting } from "./starting";

/** Opens the dialog of a chat's instructions and temperature, and keeps what is written there: in the chat, or for the one that is about to begin. */
export class ChatSettings extends HTMLElement {
  #abort: AbortController | undefined;
  #opens = 0;

  get #page(): HTMLElement { return this.closest<HTMLElement>("chat-page")!; }
  get #chat(): string { return this.#page.querySelector<HTMLInputElement>("input[name=chatId]")?.value ?? ""; }
  get #model(): string { return this.#page.querySelector<HTMLInputElement>("input[name=model]")?.value ?? ""; }

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    if (!this.#chat) {
      forgetStart();
    }
    // The chat's menu stands in the top bar, outside of the page.
    document.addEventListener("click", event => {
      if ((event.target as Element).closest("[data-do=chat-settings]")) {
        void this.#open().catch((error: unknown) => { if (this.isConnected) { this.#fail(error); } });
      }
    }, { signal });
    this.addEventListener("submit", event => {
      if ((event.target as HTMLElement).id === "chat-settings-form") {
        event.preventDefault();
        void this.#save(event.target as HTMLFormElement);
      }
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  async #open(): Promise<void> {
    const turn = ++this.#opens;
    const query = new URLSearchParams({ model: this.#model, ...(this.#chat ? { chat: this.#chat } : {}) });
    const dialog = await fragment(`${this.dataset["base"]}/settings?${query}`);
    if (turn !== this.#opens || !this.isConnected) {
      return;
    }
    if (!dialog) {
      throw new TypeError("The dialog did not come.");
    }
    this.replaceChildren(dialog);
    const field = this.querySelector("textarea")!;
    if (!this.#chat) {
      field.value = starting.instructions;
      const preset = this.querySelector<HTMLInputElement>(`input[value="${starting.temperature || "balanced"}"]`);
      if (preset && !preset.disabled) {
        preset.checked = true;
      }
    }
    this.querySelector("dialog")!.showModal();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async #save(form: HTMLFormElement): Promise<void> {
    const button = this.querySelector<HTMLElement>("[type=submit][form]");
    const refusal = part(this, "refusal");
    const instructions = this.querySelector("textarea")!.value.trim();
    const temperature = form.querySelector<HTMLInputElement>("input[name=temperature]:checked:enabled")?.value;
    refusal.hidden = true;
    if (!this.#chat) {
      Object.assign(starting, { instructions, temperature: temperature ?? starting.temperature });
      const mark = this.#page.querySelector<HTMLElement>("[data-part=settings-mark]");
      mark?.toggleAttribute("hidden", !starting.instructions && !["precise", "creative"].includes(starting.temperature));
      this.querySelector("dialog")!.close();
      return;
    }
    button?.toggleAttribute("data-busy", true);
    try {
      await call("PATCH", `/api/chat/${this.#chat}/settings`, { instructions, temperature: temperature ?? null });
      this.querySelector("dialog")!.close();
      this.#page.dispatchEvent(new CustomEvent("context-stale"));
      toast(this.dataset["textSaved"] ?? "");
    } catch (error) {
      refusal.textContent = this.#reason(error);
      refusal.hidden = false;
    } finally {
      button?.removeAttribute("data-busy");
    }
  }

  #fail(error: unknown): void {
    toast(this.#reason(error), { isError: true });
  }

  #reason(error: unknown): string {
    return error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "";
  }
}

customElements.define("chat-settings", ChatSettings);
