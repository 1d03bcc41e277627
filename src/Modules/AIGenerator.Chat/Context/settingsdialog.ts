import { call, fragment, part, Refusal } from "@ui/api";
import { toast } from "@ui/toast";
import { starting } from "./starting";

/** The dialog of a chat's instructions and temperature. Comes with the first press. */
export class SettingsDialog {
  #turn = 0;

  constructor(private readonly host: HTMLElement) {}

  get #page(): HTMLElement { return this.host.closest<HTMLElement>("chat-page")!; }
  get #chat(): string { return this.#page.querySelector<HTMLInputElement>("input[name=chatId]")?.value ?? ""; }
  get #model(): string { return this.#page.querySelector<HTMLInputElement>("input[name=model]")?.value ?? ""; }

  async open(): Promise<void> {
    const turn = ++this.#turn;
    const query = new URLSearchParams({ model: this.#model, ...(this.#chat ? { chat: this.#chat } : {}) });
    const dialog = await fragment(`${this.host.dataset["base"]}/settings?${query}`);
    if (turn !== this.#turn || !this.host.isConnected) {
      return;
    }
    if (!dialog) {
      throw new TypeError("The dialog did not come.");
    }
    this.host.replaceChildren(dialog);
    const field = this.host.querySelector("textarea")!;
    if (!this.#chat) {
      field.value = starting.instructions;
      const preset = this.host.querySelector<HTMLInputElement>(`input[value="${starting.temperature || "balanced"}"]`);
      if (preset && !preset.disabled) {
        preset.checked = true;
      }
    }
    this.host.querySelector("dialog")!.showModal();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async save(form: HTMLFormElement): Promise<void> {
    const button = this.host.querySelector<HTMLElement>("[type=submit][form]");
    const refusal = part(this.host, "refusal");
    const instructions = this.host.querySelector("textarea")!.value.trim();
    const temperature = form.querySelector<HTMLInputElement>("input[name=temperature]:checked:enabled")?.value;
    refusal.hidden = true;
    if (!this.#chat) {
      Object.assign(starting, { instructions, temperature: temperature ?? starting.temperature });
      const mark = this.#page.querySelector<HTMLElement>("[data-part=settings-mark]");
      mark?.toggleAttribute("hidden", !starting.instructions && !["precise", "creative"].includes(starting.temperature));
      this.host.querySelector("dialog")!.close();
      return;
    }
    button?.toggleAttribute("data-busy", true);
    try {
      await call("PATCH", `/api/chat/${this.#chat}/settings`, { instructions, temperature: temperature ?? null });
      this.host.querySelector("dialog")!.close();
      this.#page.dispatchEvent(new CustomEvent("context-stale"));
      toast(this.host.dataset["textSaved"] ?? "");
    } catch (error) {
      refusal.textContent = this.#reason(error);
      refusal.hidden = false;
    } finally {
      button?.removeAttribute("data-busy");
    }
  }

  #reason(error: unknown): string {
    return error instanceof Refusal && error.message ? error.message : this.host.dataset["textUnreachable"] ?? "";
  }
}
