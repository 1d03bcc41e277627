import { call, newId, part } from "@ui/api";
import { copyText } from "../Client/copy";
import { plainText } from "../Client/copying";
import { fitField, putText } from "../Client/longtext";
import type { PickedModel } from "../Picker/picker";
import { filesOf, openPicture } from "./sentfiles";
import { speech } from "./speech";
import { fromTemplate, type Thread } from "./thread";
import { toast } from "@ui/toast";

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

/** The buttons of a message: copy, edit, ask again, branches, quote, read aloud, fork, delete. */
export class MessageTools {
  constructor(private readonly page: HTMLElement, private readonly thread: Thread, private readonly hooks: Hooks) {}

  /** Whether the button was one of a message. */
  click(button: HTMLElement): boolean {
    const article = button.closest<HTMLElement>("article");
    const what = button.dataset["do"];
    if (!article || !what || button.getAttribute("aria-disabled") === "true") {
      return false;
    }
    button.closest<HTMLElement>("[popover]")?.hidePopover();
    switch (what) {
      case "copy": void this.#copy(article); return true;
      case "again": this.hooks.again(article, button.dataset["wish"] ?? "plain"); return true;
      case "again-model": this.hooks.pickModel(model => this.hooks.again(article, "plain", model)); return true;
      case "edit": this.beginEdit(article); return true;
      case "edit-cancel": this.#endEdit(article); return true;
      case "branch": void this.#branch(article, button); return true;
      case "open-picture": openPicture(this.page, button.closest("li")!); return true;
      case "quote": this.#quote(article); return true;
      case "speak": this.#speak(article); return true;
      case "fork": void this.#fork(article); return true;
      case "delete-message": void this.#delete(article); return true;
      default: return false;
    }
  }

  /** Shows what this browser can do. */
  dress(root: ParentNode): void {
    if (speech.isThere) {
      root.querySelectorAll<HTMLElement>('[data-do="speak"][hidden]').forEach(button => { button.hidden = false; });
    }
  }

  leave(): void {
    speech.stop();
  }

  /** Puts an editor in the place of a question. */
  beginEdit(article: HTMLElement, text?: string): void {
    this.#endEdit(article);
    const bubble = part(article, "text");
    const editor = fromTemplate(this.page, "edit");
    const field = part<HTMLTextAreaElement>(editor, "edit-field");
    field.id = `edit-${article.dataset["message"]}`;
    editor.querySelector("label")?.setAttribute("for", field.id);
    putText(field, text ?? bubble.textContent);
    field.required = filesOf(article).length === 0;
    article.toggleAttribute("data-editing", true);
    bubble.after(editor);
    fitField(field);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    const send = (): void => {
      const value = field.value.trim();
      if (value || filesOf(article).length > 0) {
        this.#endEdit(article);
        this.hooks.edit(article, value);
      }
    };
    field.addEventListener("input", () => fitField(field));
    editor.addEventListener("submit", event => { event.preventDefault(); send(); });
    field.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        this.#endEdit(article);
        article.querySelector<HTMLElement>('[data-do="edit"]')?.focus();
      }
    });
  }

  #endEdit(article: HTMLElement): void {
    article.querySelector('[data-part="editor"]')?.remove();
    article.removeAttribute("data-editing");
  }

  async #copy(article: HTMLElement): Promise<void> {
    if (await copyText(textOf(article))) {
      toast(this.page.dataset["textCopied"] ?? "");
    }
  }

  async #branch(article: HTMLElement, button: HTMLElement): Promise<void> {
    const to = button.dataset["to"];
    if (!to) {
      return;
    }
    const step = button.matches(":first-child") ? ":first-child" : ":last-child";
    const top = article.getBoundingClientRect().top;
    const scroller = part(this.page, "scroll");
    try {
      await call("PUT", `/api/chat/${this.hooks.chat()}/branch`, { messageId: to });
      this.thread.isAside = false;
      await this.thread.refresh(to);
      const shown = this.thread.article(to);
      if (shown) {
        scroller.scrollTop += shown.getBoundingClientRect().top - top;
        (shown.querySelector<HTMLElement>(`.branches ${step}[data-do]`) ?? shown).focus({ preventScroll: true });
      }
    } catch (error) {
      this.hooks.fail(error);
    }
  }

  #quote(article: HTMLElement): void {
    const selected = getSelection();
    const isInside = selected && !selected.isCollapsed && article.contains(selected.anchorNode);
    this.hooks.quote(isInside ? selected.toString() : textOf(article));
  }

  #speak(article: HTMLElement): void {
    if (speech.isSpeaking) {
      speech.stop();
    } else {
      const prose = article.querySelector<HTMLElement>(".prose")?.cloneNode(true) as HTMLElement | undefined;
      prose?.querySelectorAll("pre, figure, table").forEach(element => element.remove());
      const text = prose?.textContent.trim() ?? "";
      speech.speak(text, /[\u0400-\u04ff]/.test(text) ? "uk" : document.documentElement.lang);
    }
  }

  async #fork(article: HTMLElement): Promise<void> {
    try {
      const { chatId } = await call<{ chatId: string }>(
        "POST", `/api/chat/${this.hooks.chat()}/forks`, { messageId: article.dataset["message"] }, { "idempotency-key": newId() });
      document.addEventListener("turbo:load", () => toast(this.page.dataset["textForked"] ?? ""), { once: true });
      const link = document.createElement("a");
      link.href = `${this.page.dataset["base"]}/${chatId}`;
      this.page.append(link);
      link.click();
    } catch (error) {
      this.hooks.fail(error);
    }
  }

  async #delete(article: HTMLElement): Promise<void> {
    const path = `/api/chat/${this.hooks.chat()}/messages/${article.dataset["message"]}`;
    const bringBack = this.thread.cutBelow(article, true);
    try {
      await call("DELETE", path);
      await this.#shown();
      toast(this.page.dataset["textMessageDeleted"] ?? "", {
        action: this.page.dataset["textUndo"] ?? "",
        ms: 10_000,
        act: () => void call("PUT", `${path}/restoration`).then(() => this.#shown()).catch((error: unknown) => this.hooks.fail(error)),
      });
    } catch (error) {
      bringBack();
      this.hooks.changed();
      this.hooks.fail(error);
    }
  }

  async #shown(): Promise<void> {
    await this.thread.refresh();
    this.hooks.changed();
  }
}

function textOf(article: HTMLElement): string {
  const answer = article.querySelector<HTMLElement>(".prose");
  return answer ? plainText(answer) : part(article, "text").innerText.trim();
}
