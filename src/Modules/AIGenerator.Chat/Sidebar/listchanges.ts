import { change, complain, offerUndo, pin, rename, type Change } from "./keeping";
import type { Listed } from "./listed";
import { belongs, type Line } from "./lines";
import type { Selection } from "./selection";

/** What a person does with listed chats: seen at once, taken back where the server refuses, with Undo. */
export class ListChanges {
  readonly #host: HTMLElement;
  readonly #listed: Listed;
  readonly #selection: Selection;
  readonly #fewer: () => void;

  constructor(host: HTMLElement, listed: Listed, selection: Selection, fewer: () => void) {
    this.#host = host;
    this.#listed = listed;
    this.#selection = selection;
    this.#fewer = fewer;
  }

  pin(line: Line): void {
    void pin(line, this.#host.dataset, shown => this.#listed.take(shown));
  }

  /** Deletes, archives or moves. */
  async apply(lines: readonly Line[], wanted: Change, folder: string | null = null): Promise<void> {
    if (lines.length === 0) {
      return;
    }
    const texts = this.#host.dataset;
    const opened = wanted === "delete" && lines.some(line => line.id === this.#listed.opened) ? this.#listed.opened : "";
    this.#selection.turn(false);
    this.#leave(lines, wanted, folder);
    try {
      const undo = await change(lines, wanted, folder);
      const offer = (): void => offerUndo(lines, wanted, texts, undo);
      if (opened && opened === this.#listed.opened) {
        document.addEventListener("turbo:load", offer, { once: true });
        document.dispatchEvent(new CustomEvent("chat-removed", { detail: { id: opened } }));
      } else {
        offer();
      }
    } catch (error) {
      lines.forEach(line => this.#listed.put(line));
      complain(error, texts);
    }
  }

  /** Another title, written in the row. */
  async rename(line: Line): Promise<void> {
    const link = this.#listed.link(line.id);
    if (!link || link.hidden) {
      return;
    }
    await rename(line, link, this.#host.dataset, title => {
      const now = this.#listed.find(line.id);
      if (now) {
        this.#listed.put({ ...now, title });
      }
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: { id: line.id, title } }));
    });
  }

  /** The rows go at once; the focus stays in the list, where the first of them was. */
  #leave(lines: readonly Line[], wanted: Change, folder: string | null): void {
    const ids = lines.map(line => line.id);
    const at = this.#listed.all.findIndex(line => ids.includes(line.id));
    const hadFocus = this.#host.contains(document.activeElement);
    const moved = wanted === "move" ? lines.map(line => ({ ...line, folderId: folder })).filter(line => belongs(line, this.#listed.view)) : [];
    moved.forEach(line => this.#listed.put(line));
    this.#listed.drop(ids.filter(id => !moved.some(line => line.id === id)));
    this.#fewer();
    const next = this.#listed.all[Math.min(Math.max(at, 0), this.#listed.all.length - 1)];
    if (hadFocus && next) {
      this.#listed.focus(next.id);
    }
  }
}
