import { Refusal } from "@ui/api";
import { Late } from "@ui/late";
import { toast } from "@ui/toast";
import type { SettingsDialog } from "./settingsdialog";
import { forgetStart } from "./starting";

/** Opens the dialog of a chat's instructions and temperature, and keeps what is written there: in the chat, or for the one that is about to begin. */
export class ChatSettings extends HTMLElement {
  readonly #dialog = new Late<SettingsDialog>(() => import("./settingsdialog").then(({ SettingsDialog }) => new SettingsDialog(this)));
  #abort: AbortController | undefined;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    if (!this.closest("chat-page")?.querySelector<HTMLInputElement>("input[name=chatId]")?.value) {
      forgetStart();
    }
    // The chat's menu stands in the top bar, outside of the page.
    document.addEventListener("click", event => {
      if ((event.target as Element).closest("[data-do=chat-settings]")) {
        this.#dialog.use(dialog => dialog.open(), error => this.#fail(error));
      }
    }, { signal });
    this.addEventListener("submit", event => {
      const form = event.target as HTMLFormElement;
      if (form.id === "chat-settings-form") {
        event.preventDefault();
        this.#dialog.use(dialog => dialog.save(form), error => this.#fail(error));
      }
    }, { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #fail(error: unknown): void {
    if (this.isConnected) {
      toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
    }
  }
}

customElements.define("chat-settings", ChatSettings);
