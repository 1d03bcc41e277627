import { call, fill, fragment, newId, part } from "@ui/api";
import type { Accepted } from "../Pages/asking";
import { columnsOf, fold, nameMessage, newColumn, relabel, show } from "./columns";
import type { LiveAnswer } from "../Answers/live-answer";
import type { PickedModel } from "../Picker/picker";
import type { Thread } from "../Pages/thread";

/** What comparisons need from the page. */
interface Hooks {
  readonly chat: () => string;
  /** Somebody goes on with one of the answers: its model answers from here on. */
  readonly goOn: (model: PickedModel) => void;
  readonly changed: () => void;
  /** Says to those who do not see the column change what became of it. */
  readonly say: (text: string) => void;
  readonly fail: (error: unknown) => void;
}

/** The buttons of a comparison: vote, go on with one, stop one, try one again, fold, and the names that lead to the columns. */
export class Comparing {
  constructor(private readonly page: HTMLElement, private readonly thread: Thread, private readonly hooks: Hooks) {}

  /** Whether the button was one of a comparison. */
  click(button: HTMLElement): boolean {
    const comparison = button.closest<HTMLElement>("article.comparison");
    const column = button.closest<HTMLElement>("article.column");
    if (!comparison) {
      return false;
    }
    switch (button.dataset["do"]) {
      case "compare-fold": void this.#fold(comparison); return true;
      case "compare-go": this.#go(comparison, button.dataset["to"] ?? ""); return true;
      case "compare-vote": void this.#vote(comparison, column!, button); return true;
      case "compare-continue": void this.#goOn(comparison, column!); return true;
      case "compare-stop": void this.#stop(column!); return true;
      case "again": return this.#isOpen(comparison) && button.closest(".message-failure") ? (void this.#again(comparison, column!), true) : false;
      default: return false;
    }
  }

  /** A comparison that something follows is one answer with a line. */
  foldAllButLast(): void {
    this.thread.articles.slice(0, -1).filter(article => article.matches(".comparison")).forEach(article => fold(article, true));
  }

  #isOpen(comparison: HTMLElement): boolean {
    return !comparison.hasAttribute("data-folded");
  }

  async #fold(comparison: HTMLElement): Promise<void> {
    const isOpening = !this.#isOpen(comparison);
    if (isOpening && columnsOf(comparison).length < 2) {
      await this.#read(comparison);
    }
    fold(comparison, !isOpening);
    relabel(comparison);
  }

  /** The comparison as the server has it now. */
  async #read(comparison: HTMLElement): Promise<void> {
    const piece = await fragment(`${this.page.dataset["base"]}/${this.hooks.chat()}/messages/${comparison.dataset["message"]}/comparison`).catch(() => null);
    const fresh = piece?.querySelector<HTMLElement>("article.comparison");
    if (fresh) {
      this.thread.renew(comparison, fresh);
    }
  }

  #go(comparison: HTMLElement, to: string): void {
    const column = columnsOf(comparison).find(one => one.dataset["message"] === to);
    const place = part(comparison, "columns");
    if (column) {
      place.scrollTo({ left: column.offsetLeft - place.offsetLeft, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
      column.focus({ preventScroll: true });
    }
  }

  async #vote(comparison: HTMLElement, column: HTMLElement, button: HTMLElement): Promise<void> {
    const isTakenBack = button.getAttribute("aria-pressed") === "true";
    try {
      await call("PUT", `/api/chat/${this.hooks.chat()}/comparisons/${comparison.dataset["comparison"]}/vote`,
        { messageId: isTakenBack ? null : column.dataset["message"] });
      await this.#read(comparison);
      this.hooks.say(isTakenBack ? this.page.dataset["textUnvoted"] ?? "" : fill(this.page.dataset["textVoted"], { model: part(column, "model").textContent }));
    } catch (error) {
      this.hooks.fail(error);
    }
  }

  async #goOn(comparison: HTMLElement, column: HTMLElement): Promise<void> {
    const message = column.dataset["message"]!;
    const isLast = this.thread.articles.at(-1) === comparison;
    try {
      const { leafId } = await call<{ leafId: string }>("PUT", `/api/chat/${this.hooks.chat()}/branch`, { messageId: message, takeModel: true });
      this.thread.isAside = false;
      show(comparison, column);
      this.thread.leaf = leafId;
      if (!isLast || leafId !== message) {
        // What followed another answer does not follow this one.
        await this.thread.refresh();
        this.hooks.changed();
      }
      const name = part(column, "model").textContent;
      this.hooks.goOn({ id: column.dataset["model"] ?? "", name });
      this.hooks.say(fill(this.page.dataset["textGoesOn"], { model: name }));
    } catch (error) {
      this.hooks.fail(error);
    }
  }

  async #stop(column: HTMLElement): Promise<void> {
    const answer = column.querySelector<LiveAnswer>("live-answer");
    if (answer?.generation) {
      await call("PUT", `/api/generations/${answer.generation}/cancellation`).catch((error: unknown) => this.hooks.fail(error));
    }
  }

  /** One column again, beside the others, which go on. */
  async #again(comparison: HTMLElement, column: HTMLElement): Promise<void> {
    const model = { id: column.dataset["model"] ?? "", name: part(column, "model").textContent };
    const fresh = newColumn(this.page, model);
    fresh.toggleAttribute("data-shown", column.hasAttribute("data-shown"));
    column.replaceWith(fresh);
    try {
      const accepted = await call<Accepted>("POST", `/api/chat/${this.hooks.chat()}/messages/${column.dataset["message"]}/answers`,
        { wish: "plain", model: model.id }, { "idempotency-key": newId() });
      nameMessage(fresh, accepted.messageId);
      if (fresh.hasAttribute("data-shown")) {
        comparison.dataset["message"] = accepted.messageId;
        this.thread.leaf = accepted.messageId;
      }
      relabel(comparison);
      fresh.querySelector<LiveAnswer>("live-answer")!.begin(accepted.generationId);
      fresh.focus({ preventScroll: true });
      this.hooks.changed();
    } catch (error) {
      fresh.replaceWith(column);
      this.hooks.fail(error);
    }
  }
}
