import { part } from "@ui/api";
import type { Folder, Folders } from "./folders";
import type { Listed } from "./listed";
import type { View } from "./lines";
import { readPage, readPages } from "./paging";
import type { Selection } from "./selection";

/** Reads the list from the server: another view of it, all of it again, and page by page. */
export class ListReading {
  readonly #host: HTMLElement;
  readonly #listed: Listed;
  readonly #folders: Folders;
  readonly #selection: Selection;
  readonly #read: () => void;
  #isLoading = false;

  constructor(host: HTMLElement, listed: Listed, folders: Folders, selection: Selection, read: () => void) {
    this.#host = host;
    this.#listed = listed;
    this.#folders = folders;
    this.#selection = selection;
    this.#read = read;
  }

  /** Lists other chats. */
  look(view: View): void {
    this.#listed.view = view;
    this.#selection.turn(false);
    this.#folders.mark(view);
    const texts = this.#host.dataset;
    const label = (view.kind === "archived" ? texts["textUnarchive"] : texts["textArchive"]) ?? "";
    const button = this.#host.querySelector<HTMLElement>('[data-do="bulk-archive"]')!;
    button.setAttribute("aria-label", label);
    button.dataset["tip"] = label;
    this.#host.closest(".sidebar-scroll")?.scrollTo({ top: 0 });
    void this.again(1);
  }

  /** Looks into a folder that was made, or shows the other name of the one that is listed. */
  named(folder?: Folder): void {
    const { view } = this.#listed;
    if (folder && !(view.kind === "folder" && view.folder === folder.id)) {
      this.look({ kind: "folder", folder: folder.id });
    } else {
      this.#folders.mark(view);
    }
  }

  /** Reads the list again, as far as it was. */
  async again(pages = Math.min(10, Math.max(1, Math.ceil(this.#listed.all.length / 50)))): Promise<void> {
    const { view } = this.#listed;
    this.#fail(false);
    try {
      await this.#folders.load();
      this.#folders.mark(this.#listed.view);
      if (view.kind === "folder" && !this.#folders.find(view.folder)) {
        this.look({ kind: "all" });
        return;
      }
      const { items, next } = await readPages(view, pages);
      if (view === this.#listed.view) {
        this.#listed.next = next;
        this.#listed.set(items);
        this.#read();
      }
    } catch {
      if (view === this.#listed.view) {
        this.#fail(true);
      }
    }
  }

  /** The next page, once. */
  async more(): Promise<void> {
    const { view, next: after } = this.#listed;
    if (!after || this.#isLoading) {
      return;
    }
    this.#isLoading = true;
    try {
      const page = await readPage(view, after);
      if (view === this.#listed.view && after === this.#listed.next) {
        const known = new Set(this.#listed.all.map(line => line.id));
        this.#listed.next = page.next;
        this.#listed.set([...this.#listed.all, ...page.items.filter(line => !known.has(line.id))]);
      }
    } catch {
      this.#fail(true);
    } finally {
      this.#isLoading = false;
    }
  }

  #fail(isSo: boolean): void {
    part(this.#host, "failed").hidden = !isSo;
  }
}
