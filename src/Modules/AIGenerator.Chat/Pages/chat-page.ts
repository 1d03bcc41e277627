import { live } from "@client/live/live";
import { call, fill, fragment, newId, number, part, Refusal } from "./api";
import "./chat-history";
import type { ChatHistory } from "./chat-history";
import { copyText } from "./copy";
import { plainText } from "./copying";
import { renameInPlace } from "./rename";
import "./live-answer";
import type { AnswerEnd, LiveAnswer } from "./live-answer";
import "./model-picker";
import type { ModelPicker, PickedModel } from "./model-picker";
import "./prompt-composer";
import type { PromptComposer } from "./prompt-composer";
import { ScrollFollower } from "./scrolling";
import { toast } from "./toast";

interface Accepted { chatId: string; userMessageId: string; messageId: string; generationId: string; model: string; replacedModel?: string | null; heldCredits: number }

/** The conversation: sends questions, places answers, keeps list, title and address in step. */
export class ChatPage extends HTMLElement {
  #abort: AbortController | undefined;
  #scroll!: ScrollFollower;
  #pending: { key: string; text: string } | undefined;
  #refreshing = false;
  #endedAt = 0;

  get #messages(): HTMLElement { return part(this, "messages"); }
  get #composer(): PromptComposer { return this.querySelector<PromptComposer>("prompt-composer")!; }
  get #history(): ChatHistory | null { return document.querySelector<ChatHistory>("chat-history"); }
  get #picker(): ModelPicker { return this.querySelector<ModelPicker>("model-picker")!; }
  get #running(): LiveAnswer | null { return this.#messages.querySelector<LiveAnswer>('live-answer:is([data-state="queued"],[data-state="running"])'); }
  get #id(): string { return this.#composer.chat; }

  connectedCallback(): void {
    // A page that Turbo brings in connects from the outside in: the parts have to be there before they are spoken to.
    customElements.upgrade(this);
    const { signal } = this.#abort = new AbortController();
    this.#scroll = new ScrollFollower(part(this, "scroll"), part(this, "jump"), signal);
    const on = (type: string, handler: (event: CustomEvent) => void, target: EventTarget = this): void =>
      target.addEventListener(type, event => handler(event as CustomEvent), { signal });
    on("prompt-sent", event => void this.#send(event.detail as string));
    on("prompt-stopped", () => void this.#stop());
    on("answer-grown", event => this.#grown(event.target as LiveAnswer));
    on("answer-ended", event => void this.#ended(event.target as LiveAnswer, event.detail as AnswerEnd));
    on("model-picked", event => void this.#pick(event.detail as PickedModel));
    on("picker-wanted", () => this.#openPicker());
    on("chat-changed", event => this.#changed(event.detail as { id: string; title?: string; isRunning?: boolean }), document);
    on("chat-removed", () => this.#leave(), document);
    on("live-state", () => this.#showState(), document);
    visualViewport?.addEventListener("resize", () => this.#fit(), { signal });
    document.addEventListener("click", event => this.#click(event), { signal });
    document.addEventListener("keydown", event => this.#press(event), { signal });
    this.#dress(this.#messages);
    this.#composer.isRunning = this.#running !== null;
    this.#scroll.toEnd();
    if (!matchMedia("(pointer: coarse)").matches) {
      this.#composer.focusField();
    }
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
  }

  async #send(text: string): Promise<void> {
    if (this.#running) {
      return;
    }
    // A repeat after a lost connection carries the same key: the server answers with the first one's result.
    const pending = this.#pending = this.#pending?.text === text ? this.#pending : { key: newId(), text };
    const question = this.#fromTemplate("question");
    part(question, "text").textContent = text;
    const answer = this.#fromTemplate("answer");
    const body = answer.querySelector<LiveAnswer>("live-answer")!;
    part(answer, "model").textContent = part(this, "model-name").textContent;
    this.toggleAttribute("data-empty", false);
    this.#messages.append(question, answer);
    this.#composer.text = "";
    this.#composer.isRunning = true;
    this.#scroll.place(question, answer);
    try {
      const request = { chatId: this.#id || null, model: this.#composer.model, message: text };
      const accepted = await call<Accepted>("POST", "/api/chat", request, { "idempotency-key": pending.key });
      this.#pending = undefined;
      this.#accepted(accepted, text, question, answer);
      body.begin(accepted.generationId);
      this.#say(this.dataset["textStarted"]);
    } catch (error) {
      question.remove();
      answer.remove();
      this.toggleAttribute("data-empty", this.#messages.childElementCount === 0);
      this.#composer.isRunning = false;
      this.#composer.text = text;
      this.#composer.refuse(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "");
    }
  }

  #accepted(accepted: Accepted, text: string, question: HTMLElement, answer: HTMLElement): void {
    this.#composer.clear();
    question.id = `m-${accepted.userMessageId}`;
    answer.id = `m-${accepted.messageId}`;
    answer.dataset["message"] = accepted.messageId;
    if (!this.#id) {
      this.#composer.chat = accepted.chatId;
      this.dataset["chat"] = accepted.chatId;
      history.replaceState(history.state, "", `${this.dataset["base"]}/${accepted.chatId}`);
      this.#title(text.split("\n", 1)[0]!.slice(0, 60));
      this.#history?.add(accepted.chatId, text.split("\n", 1)[0]!.slice(0, 60));
    }
    if (accepted.replacedModel) {
      toast(fill(this.dataset["textReplaced"], { old: accepted.replacedModel, model: accepted.model }));
    }
  }

  async #stop(): Promise<void> {
    const generation = this.#running?.generation;
    if (generation) {
      try {
        await call("PUT", `/api/generations/${generation}/cancellation`);
      } catch (error) {
        this.#composer.isRunning = this.#running !== null;
        toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
      }
    }
  }

  #grown(answer: LiveAnswer): void {
    this.#dress(answer);
    this.#scroll.grown();
  }

  async #ended(answer: LiveAnswer, end: AnswerEnd): Promise<void> {
    this.#dress(answer);
    this.#endedAt = Date.now();
    const article = answer.closest("article");
    if (article) {
      await this.#receipt(article);
    }
    this.#composer.isRunning = this.#running !== null;
    this.#scroll.grown();
    const words = answer.querySelector(".prose")?.textContent.trim().split(/\s+/).filter(Boolean).length ?? 0;
    if (end.state === "succeeded") {
      this.#say(fill(this.dataset["textDone"], { words: number(words) }));
    } else {
      part(this, "alert").textContent = article?.querySelector(".message-failure")?.textContent ?? "";
    }
  }

  /** The server writes the receipt; the text that has already arrived stays untouched. */
  async #receipt(article: HTMLElement): Promise<void> {
    const piece = await fragment(`${this.dataset["base"]}/${this.#id}/messages/${article.dataset["message"]}`).catch(() => null);
    const fresh = piece?.querySelector("article");
    if (!fresh) {
      return;
    }
    for (const name of ["head", "foot"]) {
      const [now, then] = [fresh.querySelector(`[data-part="${name}"]`), article.querySelector(`[data-part="${name}"]`)];
      if (now && then) {
        then.replaceWith(now);
      }
    }
    article.setAttribute("aria-label", fresh.getAttribute("aria-label") ?? "");
    this.#dress(article);
  }

  #openPicker(): void {
    this.#picker.open(this.#composer.model, this.#id, this.#composer.text);
  }

  async #pick(model: PickedModel): Promise<void> {
    const before = { id: this.#composer.model, name: part(this, "model-name").textContent };
    this.#showModel(model);
    this.#composer.focusField();
    if (this.#id && model.id !== before.id) {
      try {
        await call("PATCH", `/api/chat/${this.#id}/model`, { model: model.id });
      } catch (error) {
        this.#showModel(before);
        toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
      }
    }
  }

  #showModel(model: PickedModel): void {
    this.#composer.model = model.id;
    this.querySelectorAll<HTMLElement>('[data-part="model-name"]').forEach(place => { place.textContent = model.name; });
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    switch (target?.dataset["do"]) {
      case "pick-model": this.#openPicker(); break;
      case "example": this.#composer.text = target.dataset["prompt"] ?? ""; this.#composer.focusField(); break;
      case "copy": void this.#copy(target); break;
      case "retry": this.#retry(target); break;
      case "rename": void this.#rename(target); break;
    }
  }

  async #copy(button: HTMLElement): Promise<void> {
    const prose = button.closest("article")?.querySelector<HTMLElement>(".prose");
    if (prose && await copyText(plainText(prose))) {
      toast(this.dataset["textCopied"] ?? "");
    }
  }

  /** Asks the question before the failed answer again. */
  #retry(button: HTMLElement): void {
    const articles = [...this.#messages.querySelectorAll<HTMLElement>("article")];
    const at = articles.indexOf(button.closest("article")!);
    const question = articles.slice(0, at).reverse().find(article => article.matches(".question"));
    const text = question?.querySelector<HTMLElement>('[data-part="text"]')?.textContent;
    if (text) {
      void this.#send(text);
    }
  }

  async #rename(button: HTMLElement): Promise<void> {
    if (!this.#id) {
      return;
    }
    const before = part(document, "title").textContent;
    const title = await renameInPlace(button, before, button.title, "chat-title-input");
    if (title) {
      this.#title(title);
      this.#history?.rename(this.#id, title);
      try {
        await call("PATCH", `/api/chat/${this.#id}`, { title });
      } catch (error) {
        this.#title(before);
        this.#history?.rename(this.#id, before);
        toast(error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "", { isError: true });
      }
    }
  }

  #title(text: string): void {
    part(document, "title").textContent = text;
    part<HTMLButtonElement>(document, "title-button").disabled = !this.#id;
    document.title = `${text} · ${this.dataset["product"] ?? ""}`;
  }

  #changed(news: { id: string; title?: string; isRunning?: boolean }): void {
    if (news.id !== this.#id) {
      return;
    }
    if (news.title) {
      this.#title(news.title);
    }
    // News of the answer this tab has just shown to its end needs no second look.
    if (news.isRunning !== undefined && !this.#running && !this.#pending && Date.now() - this.#endedAt > 2000) {
      void this.#catchUp();
    }
  }

  /** Another tab or device asked something in this chat: its messages appear here as well. */
  async #catchUp(): Promise<void> {
    if (this.#refreshing) {
      return;
    }
    this.#refreshing = true;
    const page = await fragment(`${this.dataset["base"]}/${this.#id}`).catch(() => null);
    this.#refreshing = false;
    const fresh = [...page?.querySelectorAll<HTMLElement>('[data-part="messages"] > article') ?? []];
    const added = fresh.filter(article => !document.getElementById(article.id));
    if (added.length > 0 && !this.#pending && !this.#running) {
      this.toggleAttribute("data-empty", false);
      this.#messages.append(...added);
      this.#composer.isRunning = this.#running !== null;
      this.#dress(this.#messages);
      this.#scroll.grown();
    }
  }

  #leave(): void {
    const link = document.createElement("a");
    link.href = this.dataset["base"] ?? "/";
    this.append(link);
    link.click();
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open")) {
      this.#composer.stop();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.#step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.shiftKey && event.key === "Escape") {
      this.#composer.focusField();
    }
  }

  #step(by: number): void {
    const articles = [...this.#messages.querySelectorAll<HTMLElement>("article")];
    const at = articles.indexOf(document.activeElement?.closest("article") as HTMLElement);
    const next = at < 0 ? (by < 0 ? articles.length - 1 : 0) : at + by;
    if (next >= articles.length) {
      this.#composer.focusField();
    } else {
      articles[Math.max(next, 0)]?.focus();
    }
  }

  /** The shell's notice speaks for the browser's own connection; this adds the case of a server that does not answer. */
  #showState(): void {
    document.querySelector<HTMLElement>("[data-offline]")?.toggleAttribute("hidden", live.online);
  }

  /** Where the keyboard covers the page instead of shrinking it (iOS), the page takes the room that is left. */
  #fit(): void {
    const seen = visualViewport?.height ?? innerHeight;
    const isCovered = innerHeight - seen > 80;
    document.documentElement.style.setProperty("--seen", isCovered ? `${seen}px` : "100dvh");
    if (isCovered) {
      scrollTo(0, 0);
    }
  }

  #dress(root: ParentNode): void {
    for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime]")) {
      // The server wrote its own clock's hour; the reader has another.
      const moment = new Date(time.dateTime);
      time.textContent = moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      time.title = moment.toLocaleString(document.documentElement.lang);
    }
  }

  #fromTemplate(name: string): HTMLElement {
    const template = this.querySelector<HTMLTemplateElement>(`template[data-template="${name}"]`);
    return template!.content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  #say(text: string | undefined): void {
    part(this, "status").textContent = text ?? "";
  }
}

customElements.define("chat-page", ChatPage);
