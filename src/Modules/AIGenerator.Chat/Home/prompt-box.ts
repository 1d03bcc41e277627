import type { LiveAnswer } from "../Answers/live-answer";
import "../Answers/live-answer";
import { call, newId, part, Refusal } from "@ui/api";

interface Accepted { chatId: string; generationId: string }

/** A question on a public page, answered in place by the built-in model. The page may be cached: everything personal comes from the call. */
export class PromptBox extends HTMLElement {
  #abort: AbortController | undefined;
  #chat: string | null = null;
  #isBusy = false;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    this.addEventListener("keydown", event => this.#press(event), { signal });
    if (this.dataset["start"] !== undefined) {
      // A person's box only begins a chat: there the model and the price are shown before anything is spent.
      return;
    }
    this.querySelector("form")?.addEventListener("submit", event => { event.preventDefault(); void this.#ask(); }, { signal });
    this.addEventListener("click", event => this.#try(event), { signal });
    this.addEventListener("answer-ended", () => this.#ended(), { signal });
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target instanceof HTMLTextAreaElement) {
      event.preventDefault();
      this.querySelector("form")?.requestSubmit();
    }
  }

  #try(event: MouseEvent): void {
    const sample = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-sample]") : null;
    if (sample && !this.#isBusy) {
      part<HTMLTextAreaElement>(this, "field").value = sample.textContent.trim();
      void this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const field = part<HTMLTextAreaElement>(this, "field");
    const text = field.value.trim();
    if (!text || this.#isBusy) {
      field.focus();
      return;
    }
    this.#setBusy(true);
    const template = this.querySelector<HTMLTemplateElement>("template")!;
    const answer = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
    part(this, "answer").replaceChildren(answer);
    part(this, "result").hidden = false;
    part(this, "question").textContent = text;
    this.#refuse("");
    try {
      const request = { chatId: this.#chat, model: this.dataset["model"], message: text };
      const accepted = await call<Accepted>("POST", "/api/chat", request, { "idempotency-key": newId() });
      this.#chat = accepted.chatId;
      part<HTMLAnchorElement>(this, "continue").href = `${this.dataset["base"]}/${accepted.chatId}`;
      answer.querySelector<LiveAnswer>("live-answer")!.begin(accepted.generationId);
      if (field.value.trim() === text) {
        field.value = "";
      }
      part(this, "status").textContent = this.dataset["textStarted"] ?? "";
    } catch (error) {
      part(this, "result").hidden = true;
      this.#setBusy(false);
      this.#refuse(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "");
    }
  }

  #ended(): void {
    this.#setBusy(false);
    part(this, "next").hidden = false;
    part(this, "status").textContent = this.dataset["textDone"] ?? "";
  }

  #setBusy(isBusy: boolean): void {
    this.#isBusy = isBusy;
    const button = part(this, "ask");
    button.toggleAttribute("data-busy", isBusy);
    button.setAttribute("aria-disabled", String(isBusy));
  }

  #refuse(text: string): void {
    const place = part(this, "refusal");
    place.textContent = text;
    place.hidden = !text;
  }
}

customElements.define("prompt-box", PromptBox);
