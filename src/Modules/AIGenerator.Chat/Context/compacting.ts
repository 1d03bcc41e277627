import { call, newId, Refusal } from "@ui/api";
import { toast } from "@ui/toast";
import type { ContextGauge } from "./context-gauge";
import type { ContextPanel } from "./panel";

/** Asks for summaries, takes them away and brings them back. */
export class Compacting {
  /** A repeat after a lost connection carries the same key: the server answers with the first one's result. */
  #pending: { key: string; what: string } | undefined;

  constructor(private readonly gauge: ContextGauge) {}

  async begin(button: HTMLElement, panel: ContextPanel | undefined): Promise<void> {
    if (button.hasAttribute("data-busy")) {
      return;
    }
    const body = { messageId: this.gauge.leaf, model: this.gauge.model };
    const what = this.gauge.chat + JSON.stringify(body);
    this.#pending = this.#pending?.what === what ? this.#pending : { key: newId(), what };
    button.toggleAttribute("data-busy", true);
    try {
      await call("POST", `/api/chat/${this.gauge.chat}/compact`, body, { "idempotency-key": this.#pending.key });
      this.#pending = undefined;
      panel?.close();
      this.#stale();
    } catch (error) {
      if (error instanceof Refusal) {
        this.#pending = undefined;
      }
      panel?.refuse(this.#reason(error));
    } finally {
      button.removeAttribute("data-busy");
    }
  }

  async drop(button: HTMLElement): Promise<void> {
    const article = button.closest<HTMLElement>("article")!;
    const path = `/api/chat/${this.gauge.chat}/summaries/${article.dataset["message"]}`;
    (article.previousElementSibling as HTMLElement | null)?.focus({ preventScroll: true });
    article.remove();
    try {
      await call("DELETE", path);
      this.#changed();
      toast(this.gauge.dataset["textRemoved"] ?? "", {
        action: this.gauge.dataset["textUndo"] ?? "",
        ms: 10_000,
        act: () => void call("PUT", `${path}/restoration`).then(() => this.#stale()).catch((error: unknown) => this.#fail(error)),
      });
    } catch (error) {
      this.#stale();
      this.#fail(error);
    }
  }

  #stale(): void {
    this.gauge.page.dispatchEvent(new CustomEvent("thread-stale"));
  }

  #changed(): void {
    this.gauge.page.dispatchEvent(new CustomEvent("context-stale"));
  }

  #fail(error: unknown): void {
    toast(this.#reason(error), { isError: true });
  }

  #reason(error: unknown): string {
    return error instanceof Refusal && error.message ? error.message : this.gauge.dataset["textUnreachable"] ?? "";
  }
}
