import { live } from "@client/live/live";
import { Asking, type Accepted } from "./asking";
import { call, fill, number, part, Refusal, visit } from "@ui/api";
import { ChatHead } from "./chathead";
import "../Sidebar/chat-history";
import type { ChatHistory } from "../Sidebar/chat-history";
import { Comparing } from "../Compare/comparing";
import "../Answers/live-answer";
import type { AnswerEnd, LiveAnswer } from "../Answers/live-answer";
import { MessageTools } from "./messagetools";
import { drafts } from "../Composer/drafts";
import "../Composer/queue";
import type { MessageQueue, QueuedMessage } from "../Composer/queue";
import "../Picker/picker";
import type { ModelPicker, PickedModel } from "../Picker/picker";
import "../Composer/composer";
import type { Prompt, PromptComposer } from "../Composer/composer";
import { ScrollFollower } from "./scrolling";
import { takeFocus } from "./arrival";
import { Sending } from "./sending";
import { filesOf } from "./sentfiles";
import { fitAboveKeyboard } from "../Composer/keyboardroom";
import { Stopping } from "./stopping";
import { Thread } from "./thread";
import { ownTimes } from "./times";
import { toast } from "@ui/toast";
import { Waiting } from "../Composer/waiting";

/** An answer that took longer is worth a notification. */
const longAnswerMs = 10_000;

/** The conversation: connects composer, queue, thread and list of chats, and keeps title and address in step. */
export class ChatPage extends HTMLElement {
  #abort: AbortController | undefined;
  #scroll!: ScrollFollower;
  #thread!: Thread;
  #asking!: Asking;
  #stopping!: Stopping;
  #sending!: Sending;
  #tools!: MessageTools;
  #comparing!: Comparing;
  #waiting!: Waiting;
  #head!: ChatHead;
  #endedAt = 0;
  #askedAt = 0;

  get #composer(): PromptComposer { return this.querySelector<PromptComposer>("prompt-composer")!; }
  get #queue(): MessageQueue { return this.querySelector<MessageQueue>("message-queue")!; }
  get #history(): ChatHistory | null { return document.querySelector<ChatHistory>("chat-history"); }
  get #picker(): ModelPicker { return this.querySelector<ModelPicker>("model-picker")!; }
  get #id(): string { return this.#composer.chat; }

  connectedCallback(): void {
    // A page that Turbo brings in connects from the outside in: the parts have to be there before they are spoken to.
    customElements.upgrade(this);
    const { signal } = this.#abort = new AbortController();
    this.#scroll = new ScrollFollower(part(this, "scroll"), part(this, "jump"), signal, () => this.#toLatest());
    this.#thread = new Thread(
      part(this, "messages"), part(this, "scroll"), part<HTMLButtonElement>(this, "earlier"), part<HTMLButtonElement>(this, "later"),
      () => `${this.dataset["base"]}/${this.#id}`, root => this.#dress(root), signal);
    this.#asking = new Asking(this, this.#thread, (first, answer) => this.#scroll.place(first, answer));
    this.#stopping = new Stopping(this.#thread, this.#asking, error => { this.#composer.isRunning = this.#thread.running !== null; this.#fail(error); });
    this.#sending = new Sending(this, this.#thread, this.#asking, this.#composer, this.#queue, {
      begun: () => this.#begun(), notBegun: () => this.#notBegun(), reason: error => this.#reason(error), fail: error => this.#fail(error),
    });
    this.#head = new ChatHead(this.dataset["product"] ?? "", (id, title) => this.#history?.rename(id, title), error => this.#fail(error));
    this.#tools = new MessageTools(this, this.#thread, {
      chat: () => this.#id,
      again: (article, wish, model) => void this.#again(article, wish, model),
      edit: (article, text) => void this.#edit(article, text),
      pickModel: chosen => this.#picker.choose(this.#id, chosen),
      quote: text => this.#composer.quote(text),
      changed: () => this.#shown(),
      fail: error => this.#fail(error),
    });
    this.#comparing = new Comparing(this, this.#thread, {
      chat: () => this.#id,
      goOn: model => { this.#showModel(model); this.#composer.focusField(); },
      changed: () => this.#shown(),
      say: text => this.#say(text),
      fail: error => this.#fail(error),
    });
    this.#waiting = new Waiting(this, this.#queue, this.#composer, {
      chat: () => this.#id, isRunning: () => this.#thread.running !== null, send: (message, isTyped) => this.#sending.send(message, isTyped), stop: () => this.#stopAndWait(),
    });
    const on = (type: string, handler: (event: CustomEvent) => void, target: EventTarget = this): void =>
      target.addEventListener(type, event => handler(event as CustomEvent), { signal });
    on("prompt-sent", event => this.#submit(event.detail as Prompt));
    on("prompt-stopped", () => void this.#stopping.stop());
    on("ask-accepted", event => this.#accepted(event.detail as Accepted));
    on("answer-grown", event => this.#grown(event.target as LiveAnswer));
    on("answer-ended", event => void this.#ended(event.target as LiveAnswer, event.detail as AnswerEnd));
    on("model-picked", event => void this.#pick(event.detail as PickedModel));
    on("picker-wanted", () => this.#openPicker());
    on("queue-edit", event => this.#waiting.takeBack(event.detail as QueuedMessage));
    on("queue-now", event => void this.#waiting.sendNow(event.detail as QueuedMessage));
    on("queue-resume", () => void this.#waiting.drain());
    on("chat-changed", event => this.#changed(event.detail as { id: string; title?: string; isRunning?: boolean }), document);
    on("thread-stale", () => void this.#catchUp());
    on("chat-removed", event => { if ((event.detail as { id: string }).id === this.#id) { visit(this.dataset["base"] ?? "/"); } }, document);
    on("live-state", () => this.#connected(live.online), document);
    fitAboveKeyboard(signal);
    document.addEventListener("click", event => this.#click(event), { signal });
    document.addEventListener("keydown", event => this.#press(event), { signal });
    this.#start(signal);
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#tools.leave();
  }

  #start(signal: AbortSignal): void {
    this.#dress(this.#thread.list);
    this.#composer.isRunning = this.#thread.running !== null;
    this.#queue.chat = this.#id;
    this.#sending.begin();
    this.#waiting.begin(!this.dataset["wanted"] && !this.#thread.articles.at(-1)?.querySelector(".message-note, .message-failure"));
    const wanted = this.dataset["wanted"] ? this.#thread.article(this.dataset["wanted"]) : null;
    if (wanted) {
      this.#thread.isAside = true;
      wanted.dataset["found"] = "";
      this.#scroll.show(wanted);
    } else {
      this.#scroll.toEnd();
    }
    takeFocus(wanted, this.#composer, signal);
  }

  #connected(isOnline: boolean): void {
    document.querySelector<HTMLElement>("[data-offline]")?.toggleAttribute("hidden", isOnline);
    if (isOnline) {
      this.#waiting.goOn();
    }
  }

  /** While an answer is being written, a message waits for its end; without a connection, for the connection. */
  #submit(prompt: Prompt): void {
    const { isBusy } = this.#sending;
    const message = this.#sending.take(prompt);
    if (!isBusy && live.online) {
      void this.#waiting.send(message, true);
    }
  }

  async #again(article: HTMLElement, wish: string, model?: PickedModel): Promise<void> {
    // A second press while the first one waits finds nothing any more.
    if ((wish === "continue" && this.#thread.running) || !await this.#stopAndWait() || !article.isConnected) {
      return;
    }
    this.#begun();
    try {
      await this.#asking.again(article, this.#id, wish, model);
    } catch (error) {
      this.#notBegun();
      this.#fail(error);
    }
  }

  async #edit(article: HTMLElement, text: string): Promise<void> {
    if (!await this.#stopAndWait()) {
      this.#tools.beginEdit(article, text);
      return;
    }
    this.#begun();
    try {
      await this.#asking.send(text, filesOf(article), this.#id, this.#composer.model, { edits: article });
      drafts.writeEdited(article.dataset["message"] ?? "", null);
    } catch (error) {
      this.#notBegun();
      this.#tools.beginEdit(article, text);
      this.#fail(error);
    }
  }

  #begun(): void {
    this.#composer.isRunning = true;
    this.#askedAt = Date.now();
  }

  /** Nothing will end, then, for those who wait for an end; and what was to follow it does not go before it. */
  #notBegun(): void {
    this.#composer.isRunning = this.#thread.running !== null;
    this.#queue.isPaused ||= !this.#thread.running;
    this.#stopping.over();
  }

  #accepted(accepted: Accepted): void {
    if (!this.#id) {
      const question = this.#thread.article(accepted.userMessageId)?.querySelector('[data-part="text"]')?.textContent
        || this.#thread.article(accepted.userMessageId)?.querySelector<HTMLElement>("[data-attachment]")?.dataset["name"] || "";
      const title = question.trim().split("\n", 1)[0]!.slice(0, 60);
      this.#queue.moveTo(accepted.chatId);
      this.#composer.chat = accepted.chatId;
      this.dataset["chat"] = accepted.chatId;
      history.replaceState(history.state, "", `${this.dataset["base"]}/${accepted.chatId}`);
      this.#head.show(title, true);
      this.#head.exists(accepted.chatId);
      if (!this.hasAttribute("data-temporary")) {
        this.#history?.add(accepted.chatId, title);
      }
      if (accepted.answers) {
        this.#showModel({ id: accepted.model, name: part(this.#thread.article(accepted.messageId)!, "model").textContent });
      }
    }
    this.#comparing.foldAllButLast();
    this.#composer.keepDraft();
    this.#say(this.dataset["textStarted"]);
    if (accepted.replacedModel) {
      toast(fill(this.dataset["textReplaced"], { old: accepted.replacedModel, model: accepted.model }));
    }
    if (this.#asking.isStopWanted) {
      // The answers get their generations as soon as this event is over.
      queueMicrotask(() => void this.#stopping.stop());
    }
  }

  #stopAndWait(): Promise<boolean> {
    this.#queue.isPaused ||= this.#thread.running !== null;
    return this.#stopping.andWait();
  }

  #grown(answer: LiveAnswer): void {
    this.#dress(answer);
    this.#scroll.grown();
  }

  async #ended(answer: LiveAnswer, end: AnswerEnd): Promise<void> {
    this.#dress(answer);
    this.#endedAt = Date.now();
    if (document.hidden && this.#askedAt > 0 && this.#endedAt - this.#askedAt > longAnswerMs) {
      void import("@ui/readiness").then(({ sayReady }) => sayReady(this));
    }
    const article = answer.closest("article");
    if (article?.isConnected) {
      // The question beside it may have become one of several.
      await Promise.all([this.#thread.update(article), ...this.#thread.articles.filter(other => other.matches(".question")).slice(-1).map(other => this.#thread.update(other))]);
    }
    this.#composer.isRunning = this.#thread.running !== null;
    this.#scroll.grown();
    this.#announce(answer, end, article);
    if (!this.#thread.running && !this.#stopping.over()) {
      if (end.state === "succeeded" && end.stopReason === "complete") {
        void this.#waiting.drain();
      } else {
        this.#queue.isPaused = true;
      }
    }
  }

  #announce(answer: LiveAnswer, end: AnswerEnd, article: HTMLElement | null): void {
    const words = answer.querySelector(".prose")?.textContent.trim().split(/\s+/).filter(Boolean).length ?? 0;
    if (end.state === "succeeded") {
      this.#say(fill(this.dataset["textDone"], { words: number(words) }));
    } else {
      part(this, "alert").textContent = article?.querySelector(".message-failure")?.textContent ?? "";
    }
  }

  #openPicker(): void {
    this.#picker.open(this.#composer.model, this.#id, this.#composer.text, this.#composer.files.map(file => file.id));
  }

  #openComparison(): void {
    const { models } = this.#composer.targets;
    const own = { id: this.#composer.model, name: part(this, "model-name").textContent };
    void this.#picker.chooseSeveral(models.length > 0 ? models : [own], this.#id, this.#composer.text, this.#composer.files.map(file => file.id),
      chosen => { this.#composer.targets.put({ models: chosen }); this.#composer.focusField(); });
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
        this.#fail(error);
      }
    }
  }

  #showModel(model: PickedModel): void {
    this.#composer.model = model.id;
    this.querySelectorAll<HTMLElement>('[data-part="model-name"]').forEach(place => { place.textContent = model.name; });
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do], a.drawn") : null;
    if (!target || this.#comparing.click(target) || this.#tools.click(target, event)) {
      return;
    }
    switch (target.dataset["do"]) {
      case "pick-model": this.#openPicker(); break;
      case "compare": this.#openComparison(); break;
      case "example": this.#composer.text = target.dataset["prompt"] ?? ""; this.#composer.focusField(); break;
      case "rename": void this.#head.rename(target, this.#id); break;
      case "earlier": void this.#thread.showEarlier(); break;
      case "later": void this.#thread.showLater(); break;
    }
  }

  #changed(news: { id: string; title?: string; isRunning?: boolean }): void {
    if (news.id !== this.#id) {
      return;
    }
    if (news.title) {
      this.#head.show(news.title, true);
    }
    // News of the answer this tab has just shown to its end needs no second look.
    if (news.isRunning !== undefined && !this.#thread.running && !this.#thread.isAsking && Date.now() - this.#endedAt > 2000) {
      void this.#catchUp();
    }
  }

  /** Another tab or device asked, deleted or chose a branch in this chat: it is shown here as well, but under nobody's hands. */
  async #catchUp(): Promise<void> {
    if (!this.#thread.hasLater && !this.querySelector("[data-editing]")) {
      await this.#thread.refresh();
      this.#shown();
      this.#scroll.grown();
    }
  }

  #shown(): void {
    this.toggleAttribute("data-empty", this.#thread.isEmpty);
    this.#composer.isRunning = this.#thread.running !== null;
  }

  async #toLatest(): Promise<void> {
    if (this.#thread.hasLater) {
      await this.#thread.refresh();
    }
  }

  #press(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.shiftKey && !event.defaultPrevented && !document.querySelector("dialog[open], :popover-open")) {
      this.#composer.stop();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      void import("./steps").then(({ step }) => step(this.#thread, event.key === "ArrowDown" ? 1 : -1, () => this.#composer.focusField()));
    } else if (event.shiftKey && event.key === "Escape") {
      this.#composer.focusField();
    }
  }

  #dress(root: ParentNode): void {
    ownTimes(root);
    this.#tools?.dress(root);
  }

  #reason(error: unknown): string {
    return error instanceof Refusal && error.message ? error.message : this.dataset["textUnreachable"] ?? "";
  }

  #fail(error: unknown): void {
    toast(this.#reason(error), { isError: true });
  }

  #say(text: string | undefined): void {
    part(this, "status").textContent = text ?? "";
  }
}

customElements.define("chat-page", ChatPage);
