import { live, type LiveEvent } from "@client/live/live";
import { call, part } from "./api";
import { Folders, type Folder } from "./folders";
import { change, complain, offerUndo, pin, rename, type Change } from "./keeping";
import { belongs, lineOf, order, type Line, type View } from "./lines";
import { wishOf } from "./listkeys";
import { readPage, readPages } from "./paging";
import { RowWindow } from "./rows";
import { Selection } from "./selection";

/** What the menu element offers beside its own button. */
interface OpensAt extends HTMLElement { openAt(anchor: HTMLElement): void }

/** The list of chats: follows the server, pages as it scrolls, keeps chats in folders and the archive, everything with Undo and by keyboard. */
export class ChatHistory extends HTMLElement {
  #abort: AbortController | undefined;
  #unwatch: (() => void) | undefined;
  #lines: Line[] = [];
  #rows!: RowWindow;
  #folders!: Folders;
  #selection!: Selection;
  #view: View = { kind: "all" };
  #next: string | null = null;
  #loading: Promise<void> | undefined;
  #opened = "";
  #isBuilt = false;
  #isStale = false;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    if (!this.#isBuilt) {
      this.#isBuilt = true;
      this.#lines = [...this.querySelectorAll<HTMLElement>("li[data-chat]")].map(lineOf).sort(order);
      this.#next = this.dataset["next"] || null;
      this.#rows = new RowWindow(part(this, "list"), () => this.#make(), (row, line) => this.#write(row, line));
      this.#selection = new Selection(this);
    }
    this.#folders = new Folders(this, folder => this.#named(folder), () => this.#look({ kind: "all" }), signal);
    this.addEventListener("click", event => this.#click(event), { signal });
    this.addEventListener("keydown", event => this.#press(event), { signal });
    document.addEventListener("turbo:load", () => this.#arrived(), { signal });
    document.addEventListener("visibilitychange", () => this.#see(), { signal });
    document.addEventListener("live-state", () => this.#followState(), { signal });
    this.#rows.show(this.#lines);
    this.#rows.follow(() => void this.#more(), signal);
    this.#arrived();
    this.#unwatch = live.watch("chats", Infinity, event => this.#take(event));
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#unwatch?.();
  }

  /** Shows a chat at the top, marked as the open one. */
  add(id: string, title: string): void {
    const line = this.#line(id);
    this.#put({
      id, title, updatedAt: new Date().toISOString(), isRunning: true, isPinned: line?.isPinned ?? false, isArchived: false, isUnread: false,
      folderId: line?.folderId ?? null,
    });
    this.mark(id);
  }

  /** Marks the open chat. */
  mark(id: string): void {
    this.#opened = id;
    for (const row of this.#rows.rows) {
      this.#dress(row, row.dataset["chat"] ?? "");
    }
  }

  rename(id: string, title: string): void {
    const line = this.#line(id);
    if (line) {
      this.#put({ ...line, title });
    }
  }

  #line(id: string): Line | undefined {
    return this.#lines.find(line => line.id === id);
  }

  /** A page has come: the list stays (Turbo keeps it), the open chat is another one. */
  #arrived(): void {
    const base = this.dataset["base"] ?? "/chat";
    this.mark(location.pathname.startsWith(`${base}/`) ? location.pathname.slice(base.length + 1) : "");
    this.#see();
  }

  /** The open chat's replies count as read while the page is on the screen. */
  #see(): void {
    const line = this.#line(this.#opened);
    if (!line && this.#opened && this.#next && document.visibilityState === "visible") {
      // An older one than the list has read.
      void call("PUT", `/api/chat/${this.#opened}/seen`).catch(() => undefined);
    } else if (line?.isUnread && !line.isRunning && document.visibilityState === "visible") {
      this.#put({ ...line, isUnread: false });
      void call("PUT", `/api/chat/${line.id}/seen`).catch(() => undefined);
    }
  }

  #take(event: LiveEvent): void {
    if (event.type === "removed") {
      const { id } = event.data as { id: string };
      this.#drop([id]);
    } else if (event.type === "several") {
      void this.#refresh();
    } else if (event.type === "chat") {
      const line = event.data as Line;
      if (belongs(line, this.#view)) {
        this.#put(line);
      } else {
        this.#drop([line.id]);
      }
      this.#see();
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: line }));
    }
  }

  /** News of the time without a connection are lost: the list reads itself again. */
  #followState(): void {
    if (!live.online) {
      this.#isStale = true;
    } else if (this.#isStale) {
      this.#isStale = false;
      void this.#refresh();
    }
  }

  #put(line: Line): void {
    const others = this.#lines.filter(known => known.id !== line.id);
    const last = others.at(-1);
    // Behind what is loaded: its page brings it.
    this.#lines = this.#next && last && order(last, line) < 0 ? others : [...others, line].sort(order);
    this.#render();
  }

  #drop(ids: readonly string[]): void {
    ids.forEach(id => this.#selection.forget(id));
    if (this.#lines.some(line => ids.includes(line.id))) {
      this.#lines = this.#lines.filter(line => !ids.includes(line.id));
      this.#render();
      if (this.#lines.length < 20) {
        void this.#more();
      }
    }
  }

  #render(): void {
    this.#rows.show(this.#lines);
    for (const empty of this.querySelectorAll<HTMLElement>("[data-empty]")) {
      empty.hidden = this.#lines.length > 0 || this.#next !== null || empty.dataset["empty"] !== this.#view.kind;
    }
    this.#tabStop();
  }

  /** One stop for Tab in the list; arrows move within. */
  #tabStop(): void {
    const rows = [...this.#rows.rows].filter(row => row.isConnected);
    const stop = rows.find(row => row.contains(document.activeElement)) ?? rows.find(row => row.dataset["chat"] === this.#opened) ?? this.#rows.row(this.#lines[0]?.id ?? "") ?? rows[0];
    for (const row of rows) {
      row.querySelectorAll<HTMLElement>("a, button, input").forEach(control => { control.tabIndex = row === stop ? 0 : -1; });
    }
  }

  #make(): HTMLLIElement {
    return this.querySelector<HTMLTemplateElement>('template[data-part="row"]')!.content.firstElementChild!.cloneNode(true) as HTMLLIElement;
  }

  #write(row: HTMLLIElement, line: Line): void {
    row.dataset["chat"] = line.id;
    const title = row.querySelector<HTMLElement>(".chat-row-title")!;
    if (title.textContent !== line.title) {
      title.textContent = line.title;
      row.querySelector('[data-do="menu"]')!.setAttribute("aria-label", `${this.dataset["textMenu"]}: ${line.title}`);
      row.querySelector('[data-part="pick"]')!.setAttribute("aria-label", `${this.dataset["textSelect"]}: ${line.title}`);
    }
    row.querySelector("a")!.setAttribute("href", `${this.dataset["base"] ?? ""}/${line.id}`);
    row.toggleAttribute("data-running", line.isRunning);
    row.toggleAttribute("data-pinned", line.isPinned);
    row.toggleAttribute("data-unread", line.isUnread && !line.isRunning && line.id !== this.#opened);
    this.#dress(row, line.id);
    this.#selection.dress(row, line.id);
  }

  #dress(row: HTMLElement, id: string): void {
    const link = row.querySelector("a")!;
    if (id === this.#opened) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }

  /** Lists other chats. */
  #look(view: View): void {
    this.#view = view;
    this.#selection.turn(false);
    this.#folders.mark(view);
    const label = view.kind === "archived" ? this.dataset["textUnarchive"] : this.dataset["textArchive"];
    const button = this.querySelector<HTMLElement>('[data-do="bulk-archive"]')!;
    button.setAttribute("aria-label", label ?? "");
    button.dataset["tip"] = label ?? "";
    this.closest(".sidebar-scroll")?.scrollTo({ top: 0 });
    void this.#refresh(1);
  }

  /** Reads the list again, as far as it was. */
  async #refresh(pages = Math.min(10, Math.max(1, Math.ceil(this.#lines.length / 50)))): Promise<void> {
    const view = this.#view;
    part(this, "failed").hidden = true;
    try {
      await this.#folders.load();
      this.#folders.mark(view);
      if (view.kind === "folder" && !this.#folders.find(view.folder)) {
        this.#look({ kind: "all" });
        return;
      }
      const { items, next } = await readPages(view, pages);
      if (view === this.#view) {
        this.#next = next;
        this.#lines = items;
        this.#render();
        this.#see();
      }
    } catch {
      if (view === this.#view) {
        part(this, "failed").hidden = false;
      }
    }
  }

  /** The next page, once. */
  async #more(): Promise<void> {
    const [view, after] = [this.#view, this.#next];
    if (!after || this.#loading) {
      return;
    }
    this.#loading = readPage(view, after).then(page => {
      if (view === this.#view && after === this.#next) {
        const known = new Set(this.#lines.map(line => line.id));
        this.#next = page.next;
        this.#lines = [...this.#lines, ...page.items.filter(line => !known.has(line.id))].sort(order);
        this.#render();
      }
    }).catch(() => { part(this, "failed").hidden = false; });
    await this.#loading;
    this.#loading = undefined;
  }

  #named(folder?: Folder): void {
    if (folder && !(this.#view.kind === "folder" && this.#view.folder === folder.id)) {
      this.#look({ kind: "folder", folder: folder.id });
    } else {
      this.#folders.mark(this.#view);
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest<HTMLElement>("li[data-chat]");
    const line = row && this.#line(row.dataset["chat"] ?? "");
    const view = target?.closest<HTMLElement>("[data-view]")?.dataset["view"];
    const action = target?.closest<HTMLElement>("[data-action]")?.dataset["action"];
    if (view) {
      this.#look(view === "all" || view === "pinned" || view === "archived" ? { kind: view } : { kind: "folder", folder: view });
    } else if (action) {
      this.#act(action, this.#line(part(this, "menu").dataset["for"] ?? ""));
    } else if (line && this.#selection.isOn && target?.closest("a, [data-part=pick]")) {
      if (target.closest("a")) {
        event.preventDefault();
      }
      this.#selection.toggle(line.id, this.#lines, event.shiftKey);
    } else {
      this.#do(target?.closest<HTMLElement>("[data-do]"), line);
    }
  }

  #do(button: HTMLElement | null | undefined, line: Line | undefined | null): void {
    const folder = this.#view.kind === "folder" ? this.#folders.find(this.#view.folder) : undefined;
    const chosen = this.#lines.filter(known => this.#selection.ids.has(known.id));
    switch (button?.dataset["do"]) {
      case "menu": if (line) { this.#openMenu(line, button); } break;
      case "select": this.#selection.turn(!this.#selection.isOn); break;
      case "new-folder": this.#folders.askName(); break;
      case "rename-folder": if (folder) { this.#folders.askName(folder); } break;
      case "delete-folder": if (folder) { this.#folders.askDelete(folder); } break;
      case "again": part(this, "failed").hidden = true; void this.#refresh(); break;
      case "bulk-archive": void this.#change(chosen, this.#view.kind === "archived" ? "unarchive" : "archive"); break;
      case "bulk-move": if (chosen.length > 0) { this.#folders.askTarget(undefined, to => void this.#change(chosen, "move", to)); } break;
      case "bulk-delete": void this.#change(chosen, "delete"); break;
    }
  }

  #openMenu(line: Line, button: HTMLElement): void {
    const menu = part(this, "menu");
    menu.dataset["for"] = line.id;
    part(menu, "pin-text").textContent = (line.isPinned ? this.dataset["textUnpin"] : this.dataset["textPin"]) ?? "";
    part(menu, "archive-text").textContent = (line.isArchived ? this.dataset["textUnarchive"] : this.dataset["textArchive"]) ?? "";
    menu.closest<OpensAt>("drop-menu")?.openAt(button);
  }

  #act(action: string, line: Line | undefined): void {
    if (!line) {
      return;
    }
    switch (action) {
      case "pin": void pin(line, this.dataset, shown => this.#put(shown)); break;
      case "rename": void this.#edit(line); break;
      case "move": this.#folders.askTarget(line.folderId, to => void this.#change([line], "move", to)); break;
      case "archive": void this.#change([line], line.isArchived ? "unarchive" : "archive"); break;
      case "delete": void this.#change([line], "delete"); break;
    }
  }

  async #change(lines: readonly Line[], wanted: Change, folder: string | null = null): Promise<void> {
    if (lines.length === 0) {
      return;
    }
    const opened = wanted === "delete" && lines.some(line => line.id === this.#opened) ? this.#opened : "";
    this.#selection.turn(false);
    this.#leave(lines.map(line => line.id), wanted, folder);
    try {
      const undo = await change(lines, wanted, folder);
      const offer = (): void => offerUndo(lines, wanted, this.dataset, undo);
      if (opened) {
        document.addEventListener("turbo:load", offer, { once: true });
        document.dispatchEvent(new CustomEvent("chat-removed", { detail: { id: opened } }));
      } else {
        offer();
      }
    } catch (error) {
      lines.forEach(line => this.#put(line));
      complain(error, this.dataset);
    }
  }

  /** The rows go at once; the focus stays in the list, where the first of them was. */
  #leave(ids: readonly string[], wanted: Change, folder: string | null): void {
    const at = this.#lines.findIndex(line => ids.includes(line.id));
    const hadFocus = this.contains(document.activeElement);
    if (wanted === "move") {
      this.#lines = this.#lines.map(line => ids.includes(line.id) ? { ...line, folderId: folder } : line);
    }
    const stay = this.#lines.filter(line => wanted === "move" && belongs(line, this.#view)).map(line => line.id);
    this.#drop(ids.filter(id => !stay.includes(id)));
    const next = this.#lines[Math.min(Math.max(at, 0), this.#lines.length - 1)];
    if (hadFocus && next) {
      this.#focus(next.id);
    }
  }

  async #edit(line: Line): Promise<void> {
    const link = this.#rows.row(line.id)?.querySelector("a");
    if (!link || link.hidden) {
      return;
    }
    await rename(line, link, this.dataset, title => {
      this.rename(line.id, title);
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: { id: line.id, title } }));
    });
  }

  #focus(id: string): void {
    this.#rows.reveal(id)?.querySelector("a")?.focus({ preventScroll: true });
    this.#tabStop();
  }

  #press(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const row = target?.closest<HTMLElement>("li[data-chat]");
    const at = this.#lines.findIndex(line => line.id === row?.dataset["chat"]);
    const line = this.#lines[at];
    if (event.key === "Escape" && this.#selection.isOn && !document.querySelector(":popover-open:not(.sidebar), dialog[open]")) {
      event.preventDefault();
      this.#selection.turn(false);
    } else if (line && target && !target.matches("input:not([type=checkbox])")) {
      this.#pressOnRow(event, line, at, row!);
    }
  }

  #pressOnRow(event: KeyboardEvent, line: Line, at: number, row: HTMLElement): void {
    const chosen = this.#lines.filter(known => this.#selection.ids.has(known.id));
    const wish = wishOf(event, at, this.#lines.length, this.#selection.isOn);
    if (wish === undefined) {
      return;
    }
    event.preventDefault();
    switch (wish) {
      case "rename": void this.#edit(line); break;
      case "delete": void this.#change(chosen.length > 0 ? chosen : [line], "delete"); break;
      case "pick": this.#selection.toggle(line.id, this.#lines, event.shiftKey); break;
      case "menu": this.#openMenu(line, row.querySelector<HTMLElement>('[data-do="menu"]')!); break;
      default: this.#focus(this.#lines[wish]!.id);
    }
  }
}

customElements.define("chat-history", ChatHistory);
