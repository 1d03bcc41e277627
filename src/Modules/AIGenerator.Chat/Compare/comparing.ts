import { fragment } from "@ui/api";
import { Late } from "@ui/late";
import { columnsOf, fold, relabel } from "./columns";
import type { ColumnTools } from "./columntools";
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

/** What the tools of a column work on. */
export interface ComparisonPage {
  readonly page: HTMLElement;
  readonly thread: Thread;
  readonly hooks: Hooks;
  readonly read: (comparison: HTMLElement) => Promise<void>;
}

/** The buttons of a comparison: vote, go on with one, stop one, try one again, fold, and the names that lead to the columns. */
export class Comparing implements ComparisonPage {
  readonly #tools = new Late(() => import("./columntools").then(({ ColumnTools }) => new ColumnTools(this)));

  constructor(readonly page: HTMLElement, readonly thread: Thread, readonly hooks: Hooks) {}

  /** Whether the button was one of a comparison. */
  click(button: HTMLElement): boolean {
    const comparison = button.closest<HTMLElement>("article.comparison");
    const column = button.closest<HTMLElement>("article.column");
    if (!comparison) {
      return false;
    }
    switch (button.dataset["do"]) {
      case "compare-fold": void this.#fold(comparison); return true;
      case "compare-go": return this.#use(tools => tools.go(comparison, button.dataset["to"] ?? ""));
      case "compare-vote": return this.#use(tools => tools.vote(comparison, column!, button));
      case "compare-continue": return this.#use(tools => tools.goOn(comparison, column!));
      case "compare-stop": return this.#use(tools => tools.stop(column!));
      case "again": return this.#isOpen(comparison) && button.closest(".message-failure") !== null && this.#use(tools => tools.again(comparison, column!));
      default: return false;
    }
  }

  /** A comparison that something follows is one answer with a line. */
  foldAllButLast(): void {
    this.thread.articles.slice(0, -1).filter(article => article.matches(".comparison")).forEach(article => fold(article, true));
  }

  #use(act: (tools: ColumnTools) => void | Promise<void>): true {
    return this.#tools.use(act, this.hooks.fail);
  }

  #isOpen(comparison: HTMLElement): boolean {
    return !comparison.hasAttribute("data-folded");
  }

  async #fold(comparison: HTMLElement): Promise<void> {
    const isOpening = !this.#isOpen(comparison);
    if (isOpening && columnsOf(comparison).length < 2) {
      await this.read(comparison);
    }
    fold(comparison, !isOpening);
    relabel(comparison);
  }

  /** The comparison as the server has it now. */
  async read(comparison: HTMLElement): Promise<void> {
    const piece = await fragment(`${this.page.dataset["base"]}/${this.hooks.chat()}/messages/${comparison.dataset["message"]}/comparison`).catch(() => null);
    const fresh = piece?.querySelector<HTMLElement>("article.comparison");
    if (fresh) {
      this.thread.renew(comparison, fresh);
    }
  }
}
