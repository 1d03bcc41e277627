import { Late } from "@ui/late";
import type { MessageActs } from "./messageacts";
import type { PickedModel } from "../Picker/picker";
import type { Thread } from "./thread";

/** What the tools of a message need from the page. */
interface Hooks {
  readonly chat: () => string;
  readonly again: (article: HTMLElement, wish: string, model?: PickedModel) => void;
  readonly edit: (article: HTMLElement, text: string) => void;
  readonly pickModel: (chosen: (model: PickedModel) => void) => void;
  readonly quote: (text: string) => void;
  /** Messages came or went. */
  readonly changed: () => void;
  readonly fail: (error: unknown) => void;
}

/** What the tools of a message work on. */
export interface MessagePage {
  readonly page: HTMLElement;
  readonly thread: Thread;
  readonly hooks: Hooks;
}

/** The buttons of a message: copy, edit, ask again, branches, quote, read aloud, fork, delete. */
export class MessageTools implements MessagePage {
  readonly #acts = new Late(() => import("./messageacts").then(({ MessageActs }) => new MessageActs(this)));

  constructor(readonly page: HTMLElement, readonly thread: Thread, readonly hooks: Hooks) {}

  /** Whether the button was one of a message. */
  click(button: HTMLElement, event: MouseEvent): boolean {
    if (button instanceof HTMLAnchorElement && button.matches(".drawn")) {
      // With a key held it opens where the person wants it.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        this.#use(acts => acts.openDrawn(button));
      }
      return true;
    }
    const article = button.closest<HTMLElement>("article");
    const what = button.dataset["do"];
    if (!article || !what || button.getAttribute("aria-disabled") === "true") {
      return false;
    }
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    switch (what) {
      case "again": this.hooks.again(article, button.dataset["wish"] ?? "plain"); return true;
      case "again-model": this.hooks.pickModel(model => this.hooks.again(article, "plain", model)); return true;
      case "open-picture": return this.#use(acts => acts.openSent(button));
      case "copy": return this.#use(acts => acts.copy(article));
      case "edit": return this.#use(acts => acts.beginEdit(article));
      case "edit-cancel": return this.#use(acts => acts.dismissEdit(article));
      case "branch": return this.#use(acts => acts.branch(article, button));
      case "quote": return this.#use(acts => acts.quote(article));
      case "speak": return this.#use(acts => acts.speak(article));
      case "fork": return this.#use(acts => acts.fork(article));
      case "delete-message": return this.#use(acts => acts.delete(article));
      default: return false;
    }
  }

  /** Shows what this browser can do. */
  dress(root: ParentNode): void {
    if ("speechSynthesis" in globalThis) {
      root.querySelectorAll<HTMLElement>('[data-do="speak"][hidden]').forEach(button => { button.hidden = false; });
    }
  }

  leave(): void {
    // What reads aloud comes with the first press, and may not be here.
    globalThis.speechSynthesis?.cancel();
  }

  /** Puts an editor in the place of a question. */
  beginEdit(article: HTMLElement, text?: string): void {
    this.#use(acts => acts.beginEdit(article, text));
  }

  #use(act: (acts: MessageActs) => void | Promise<void>): true {
    return this.#acts.use(act, this.hooks.fail);
  }
}
