import { call, part } from "@ui/api";

/** The chat's title in the top bar and in the window's. */
export class ChatHead {
  constructor(
    private readonly product: string,
    private readonly renamed: (id: string, title: string) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  /** Shows a title; only a chat that exists can be renamed. */
  show(title: string, canRename: boolean): void {
    part(document, "title").textContent = title;
    part<HTMLButtonElement>(document, "title-button").disabled = !canRename;
    document.title = `${title} · ${this.product}`;
  }

  /** What the menu offers is about this chat. */
  exists(id: string): void {
    const menu = part(document, "chat-menu");
    menu.hidden = false;
    for (const link of menu.querySelectorAll<HTMLAnchorElement>("a[data-export]")) {
      link.href = `/api/chat/${id}/export?format=${link.dataset["export"]}`;
    }
  }

  async rename(button: HTMLElement, id: string): Promise<void> {
    const head = part(document, "title");
    const before = head.textContent;
    const { renameInPlace } = await import("../Client/rename");
    const title = id ? await renameInPlace(button, before, button.title, "chat-title-input") : null;
    if (!title) {
      return;
    }
    const show = (words: string): void => {
      this.renamed(id, words);
      if (head.isConnected) {
        this.show(words, true);
      }
    };
    show(title);
    try {
      await call("PATCH", `/api/chat/${id}`, { title });
    } catch (error) {
      show(before);
      this.fail(error);
    }
  }
}
