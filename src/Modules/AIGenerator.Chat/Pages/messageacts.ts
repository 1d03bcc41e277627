import { call, newId, part, visit } from "@ui/api";
import { copyText } from "../Client/copy";
import { plainText } from "../Client/copying";
import { fitField, putText } from "../Client/longtext";
import { drafts } from "../Composer/drafts";
import type { MessagePage } from "./messagetools";
import { filesOf } from "./sentfiles";
import { openPicture } from "./sentpicture";
import { speech } from "./speech";
import { fromTemplate } from "./thread";
import { toast } from "@ui/toast";

/** What the buttons of a message do. Comes with the first press. What fails is told by who uses it. */
export class MessageActs {
  constructor(private readonly on: MessagePage) {}

  /** Puts an editor in the place of a question. What was changed there and neither sent nor dismissed is in it again. */
  beginEdit(article: HTMLElement, text?: string): void {
    this.endEdit(article);
    const message = article.dataset["message"] ?? "";
    const bubble = part(article, "text");
    const editor = fromTemplate(this.on.page, "edit");
    const field = part<HTMLTextAreaElement>(editor, "edit-field");
    field.id = `edit-${message}`;
    editor.querySelector("label")?.setAttribute("for", field.id);
    putText(field, text ?? drafts.edited(message) ?? bubble.textContent);
    field.required = filesOf(article).length === 0;
    article.toggleAttribute("data-editing", true);
    bubble.after(editor);
    fitField(field);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    const send = (): void => {
      const value = field.value.trim();
      if (value || filesOf(article).length > 0) {
        this.endEdit(article);
        this.on.hooks.edit(article, value);
      }
    };
    field.addEventListener("input", () => {
      fitField(field);
      drafts.writeEdited(message, field.value === bubble.textContent ? null : field.value);
    });
    editor.addEventListener("submit", event => { event.preventDefault(); send(); });
    field.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        send();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        this.endEdit(article);
        article.querySelector<HTMLElement>('[data-do="edit"]')?.focus();
      }
    });
  }

  endEdit(article: HTMLElement): void {
    article.querySelector('[data-part="editor"]')?.remove();
    article.removeAttribute("data-editing");
  }

  dismissEdit(article: HTMLElement): void {
    this.endEdit(article);
    drafts.writeEdited(article.dataset["message"] ?? "", null);
  }

  async copy(article: HTMLElement): Promise<void> {
    if (await copyText(textOf(article))) {
      toast(this.on.page.dataset["textCopied"] ?? "");
    }
  }

  async branch(article: HTMLElement, button: HTMLElement): Promise<void> {
    const to = button.dataset["to"];
    if (!to) {
      return;
    }
    const { page, thread, hooks } = this.on;
    const step = button.matches(":first-child") ? ":first-child" : ":last-child";
    const top = article.getBoundingClientRect().top;
    await call("PUT", `/api/chat/${hooks.chat()}/branch`, { messageId: to });
    thread.isAside = false;
    await thread.refresh(to);
    hooks.changed();
    const shown = thread.article(to);
    if (shown) {
      part(page, "scroll").scrollTop += shown.getBoundingClientRect().top - top;
      (shown.querySelector<HTMLElement>(`.branches ${step}[data-do]`) ?? shown).focus({ preventScroll: true });
    }
  }

  openSent(button: HTMLElement): void {
    const { attachment = "", name = "" } = button.closest("li")!.dataset;
    openPicture(this.on.page, `/api/chat/attachments/${attachment}`, name);
  }

  openDrawn(link: HTMLAnchorElement): void {
    openPicture(this.on.page, link.href, link.querySelector("img")?.alt ?? "");
  }

  quote(article: HTMLElement): void {
    const selected = getSelection();
    const isInside = selected && !selected.isCollapsed && article.contains(selected.anchorNode);
    this.on.hooks.quote(isInside ? selected.toString() : textOf(article));
  }

  speak(article: HTMLElement): void {
    if (speech.isSpeaking) {
      speech.stop();
    } else {
      const prose = article.querySelector<HTMLElement>(".prose")?.cloneNode(true) as HTMLElement | undefined;
      prose?.querySelectorAll("pre, figure, table").forEach(element => element.remove());
      const text = prose?.textContent.trim() ?? "";
      speech.speak(text, /[\u0400-\u04ff]/.test(text) ? "uk" : document.documentElement.lang);
    }
  }

  async fork(article: HTMLElement): Promise<void> {
    const { page, hooks } = this.on;
    const { chatId } = await call<{ chatId: string }>(
      "POST", `/api/chat/${hooks.chat()}/forks`, { messageId: article.dataset["message"] }, { "idempotency-key": newId() });
    if (!page.isConnected) {
      // Whoever has gone elsewhere finds it in the list.
      return;
    }
    document.addEventListener("turbo:load", () => toast(page.dataset["textForked"] ?? ""), { once: true });
    visit(`${page.dataset["base"]}/${chatId}`);
  }

  async delete(article: HTMLElement): Promise<void> {
    const { page, thread, hooks } = this.on;
    const path = `/api/chat/${hooks.chat()}/messages/${article.dataset["message"]}`;
    const bringBack = thread.cutBelow(article, true);
    try {
      await call("DELETE", path);
      await this.#shown();
      toast(page.dataset["textMessageDeleted"] ?? "", {
        action: page.dataset["textUndo"] ?? "",
        ms: 10_000,
        act: () => void call("PUT", `${path}/restoration`).then(() => this.#shown()).catch((error: unknown) => hooks.fail(error)),
      });
    } catch (error) {
      bringBack();
      hooks.changed();
      hooks.fail(error);
    }
  }

  async #shown(): Promise<void> {
    await this.on.thread.refresh();
    this.on.hooks.changed();
  }
}

function textOf(article: HTMLElement): string {
  const answer = article.querySelector<HTMLElement>(".prose");
  return answer ? plainText(answer) : part(article, "text").innerText.trim();
}
