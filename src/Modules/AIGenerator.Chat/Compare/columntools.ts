import { call, fill, newId, part } from "@ui/api";
import type { Accepted } from "../Pages/asking";
import { columnsOf, nameMessage, newColumn, relabel, show } from "./columns";
import type { ComparisonPage } from "./comparing";
import type { LiveAnswer } from "../Answers/live-answer";

/** What a column of a comparison can be asked for. Comes with the first press: most chats compare nothing. What fails is told by who uses it. */
export class ColumnTools {
  constructor(private readonly on: ComparisonPage) {}

  go(comparison: HTMLElement, to: string): void {
    const column = columnsOf(comparison).find(one => one.dataset["message"] === to);
    const place = part(comparison, "columns");
    if (column) {
      place.scrollTo({ left: column.offsetLeft - place.offsetLeft, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
      column.focus({ preventScroll: true });
    }
  }

  async vote(comparison: HTMLElement, column: HTMLElement, button: HTMLElement): Promise<void> {
    const isTakenBack = button.getAttribute("aria-pressed") === "true";
    await call("PUT", `/api/chat/${this.on.hooks.chat()}/comparisons/${comparison.dataset["comparison"]}/vote`,
      { messageId: isTakenBack ? null : column.dataset["message"] });
    await this.on.read(comparison);
    this.on.hooks.say(isTakenBack ? this.on.page.dataset["textUnvoted"] ?? "" : fill(this.on.page.dataset["textVoted"], { model: part(column, "model").textContent }));
  }

  async goOn(comparison: HTMLElement, column: HTMLElement): Promise<void> {
    const message = column.dataset["message"]!;
    const isLast = this.on.thread.articles.at(-1) === comparison;
    const { leafId } = await call<{ leafId: string }>("PUT", `/api/chat/${this.on.hooks.chat()}/branch`, { messageId: message, takeModel: true });
    this.on.thread.isAside = false;
    show(comparison, column);
    this.on.thread.leaf = leafId;
    if (!isLast || leafId !== message) {
      // What followed another answer does not follow this one.
      await this.on.thread.refresh();
      this.on.hooks.changed();
    }
    const name = part(column, "model").textContent;
    this.on.hooks.goOn({ id: column.dataset["model"] ?? "", name });
    this.on.hooks.say(fill(this.on.page.dataset["textGoesOn"], { model: name }));
  }

  async stop(column: HTMLElement): Promise<void> {
    const answer = column.querySelector<LiveAnswer>("live-answer");
    if (answer?.generation) {
      await call("PUT", `/api/generations/${answer.generation}/cancellation`);
    }
  }

  /** One column again, beside the others, which go on. */
  async again(comparison: HTMLElement, column: HTMLElement): Promise<void> {
    const model = { id: column.dataset["model"] ?? "", name: part(column, "model").textContent };
    const fresh = newColumn(this.on.page, model);
    fresh.toggleAttribute("data-shown", column.hasAttribute("data-shown"));
    column.replaceWith(fresh);
    try {
      const accepted = await call<Accepted>("POST", `/api/chat/${this.on.hooks.chat()}/messages/${column.dataset["message"]}/answers`,
        { wish: "plain", model: model.id }, { "idempotency-key": newId() });
      nameMessage(fresh, accepted.messageId);
      if (fresh.hasAttribute("data-shown")) {
        comparison.dataset["message"] = accepted.messageId;
        this.on.thread.leaf = accepted.messageId;
      }
      relabel(comparison);
      fresh.querySelector<LiveAnswer>("live-answer")!.begin(accepted.generationId);
      fresh.focus({ preventScroll: true });
      this.on.hooks.changed();
    } catch (error) {
      fresh.replaceWith(column);
      this.on.hooks.fail(error);
    }
  }
}
