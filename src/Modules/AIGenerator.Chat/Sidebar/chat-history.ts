import { live, type LiveEvent } from "@client/live/live";
import { call, part } from "@ui/api";
import { Folders } from "./folders";
import type { Line } from "./lines";
import { ListChanges } from "./listchanges";
import { ListReading } from "./listreading";
import { Listed } from "./listed";
import { wishOf } from "./listkeys";
import { Selection } from "./selection";
import { toast } from "@ui/toast";

/** What the menu element offers beside its own button. */
interface OpensAt extends HTMLElement { openAt(anchor: HTMLElement): void }

/** The list of chats: follows the server, pages as it scrolls, keeps chats in folders and the archive, everything with Undo and by keyboard. */
export class ChatHistory extends HTMLElement {
  #abort: AbortController | undefined;
  #unwatch: (() => void) | undefined;
  #listed!: Listed;
  #selection!: Selection;
  #folders!: Folders;
  #reading!: ListReading;
  #changes!: ListChanges;
  #isBuilt = false;
  #isStale = false;

  connectedCallback(): void {
    const { signal } = this.#abort = new AbortController();
    if (!this.#isBuilt) {
      this.#isBuilt = true;
      this.#selection = new Selection(this);
      this.#listed = new Listed(this, this.#selection);
    }
    this.#folders = new Folders(this, folder => this.#reading.named(folder), () => this.#reading.look({ kind: "all" }), signal);
    this.#reading = new ListReading(this, this.#listed, this.#folders, this.#selection, () => this.#see());
    this.#changes = new ListChanges(this, this.#listed, this.#selection, () => this.#fill());
    this.addEventListener("click", event => this.#click(event), { signal });
    this.addEventListener("keydown", event => this.#press(event), { signal });
    document.addEventListener("turbo:load", () => this.#arrived(), { signal });
    document.addEventListener("visibilitychange", () => this.#see(), { signal });
    document.addEventListener("live-state", () => this.#followState(), { signal });
    this.#listed.follow(() => void this.#reading.more(), signal);
    this.#arrived();
    this.#unwatch = live.watch("chats", Infinity, event => this.#take(event));
  }

  disconnectedCallback(): void {
    this.#abort?.abort();
    this.#unwatch?.();
  }

  /** Shows a chat at the top, marked as the open one. */
  add(id: string, title: string): void {
    const line = this.#listed.find(id);
    this.#listed.take({
      id, title, updatedAt: new Date().toISOString(), isRunning: true, isPinned: line?.isPinned ?? false, isArchived: line?.isArchived ?? false, isUnread: false,
      folderId: line?.folderId ?? null,
    });
    this.mark(id);
  }

  /** Marks the open chat. */
  mark(id: string): void {
    this.#listed.mark(id);
  }

  rename(id: string, title: string): void {
    const line = this.#listed.find(id);
    if (line) {
      this.#listed.put({ ...line, title });
    }
  }

  /** A page has come: the list stays (Turbo keeps it), the open chat is another one. */
  #arrived(): void {
    const base = this.dataset["base"] ?? "/chat";
    this.mark(location.pathname.startsWith(`${base}/`) ? location.pathname.slice(base.length + 1) : "");
    this.#see();
  }

  /** The open chat's replies count as read while the page is on the screen. */
  #see(): void {
    const { opened } = this.#listed;
    const line = this.#listed.find(opened);
    if (document.visibilityState !== "visible" || !opened) {
      return;
    }
    if (line?.isUnread && !line.isRunning) {
      this.#listed.put({ ...line, isUnread: false });
      this.#tellSeen(opened);
    } else if (!line && this.#listed.next) {
      // An older one than the list has read.
      this.#tellSeen(opened);
    }
  }

  #tellSeen(id: string): void {
    void call("PUT", `/api/chat/${id}/seen`).catch(() => undefined);
  }

  #take(event: LiveEvent): void {
    if (event.type === "removed") {
      this.#listed.drop([(event.data as { id: string }).id]);
      this.#fill();
    } else if (event.type === "several") {
      void this.#reading.again();
    } else if (event.type === "chat") {
      const line = event.data as Line;
      this.#listed.take(line);
      this.#fill();
      this.#see();
      document.dispatchEvent(new CustomEvent("chat-changed", { detail: line }));
    }
  }

  /** So many rows have gone that the next page would be on the screen. */
  #fill(): void {
    if (this.#listed.all.length < 20) {
      void this.#reading.more();
    }
  }

  /** News of the time without a connection are lost: the list reads itself again. */
  #followState(): void {
    if (!live.online) {
      this.#isStale = true;
    } else if (this.#isStale) {
      this.#isStale = false;
      void this.#reading.again();
    }
  }

  #click(event: MouseEvent): void {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest<HTMLElement>("li[data-chat]");
    const line = row && this.#listed.find(row.dataset["chat"] ?? "");
    const view = target?.closest<HTMLElement>("[data-view]")?.dataset["view"];
    const action = target?.closest<HTMLElement>("[data-action]")?.dataset["action"];
    if (view) {
      this.#reading.look(view === "all" || view === "pinned" || view === "archived" ? { kind: view } : { kind: "folder", folder: view });
    } else if (action) {
      this.#act(action, this.#listed.find(part(this, "menu").dataset["for"] ?? ""));
    } else if (line && this.#selection.isOn && target?.closest("a, [data-part=pick]")) {
      if (target.closest("a")) {
        event.preventDefault();
      }
      this.#selection.toggle(line.id, this.#listed.all, event.shiftKey);
    } else {
      this.#do(target?.closest<HTMLElement>("[data-do]"), line);
    }
  }

  #do(button: HTMLElement | null | undefined, line: Line | undefined | null): void {
    const { view, chosen } = this.#listed;
    const folder = view.kind === "folder" ? this.#folders.find(view.folder) : undefined;
    switch (button?.dataset["do"]) {
      case "menu": if (line) { this.#openMenu(line, button); } break;
      case "select": this.#selection.turn(!this.#selection.isOn); break;
      case "new-folder": this.#ask(this.#folders.askName()); break;
      case "rename-folder": if (folder) { this.#ask(this.#folders.askName(folder)); } break;
      case "delete-folder": if (folder) { this.#ask(this.#folders.askDelete(folder)); } break;
      case "again": void this.#reading.again(); break;
      case "bulk-archive": void this.#changes.apply(chosen, view.kind === "archived" ? "unarchive" : "archive"); break;
      case "bulk-move": if (chosen.length > 0) { this.#ask(this.#folders.askTarget(undefined, to => void this.#changes.apply(chosen, "move", to))); } break;
      case "bulk-delete": void this.#changes.apply(chosen, "delete"); break;
    }
  }

  #ask(dialog: Promise<void>): void {
    dialog.catch(() => toast(this.dataset["textUnreachable"] ?? "", { isError: true }));
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
      case "pin": this.#changes.pin(line); break;
      case "rename": void this.#changes.rename(line); break;
      case "move": this.#ask(this.#folders.askTarget(line.folderId, to => void this.#changes.apply([line], "move", to))); break;
      case "archive": void this.#changes.apply([line], line.isArchived ? "unarchive" : "archive"); break;
      case "delete": void this.#changes.apply([line], "delete"); break;
    }
  }

  #press(event: KeyboardEvent): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const row = target?.closest<HTMLElement>("li[data-chat]");
    const at = this.#listed.all.findIndex(line => line.id === row?.dataset["chat"]);
    const line = this.#listed.all[at];
    if (event.key === "Escape" && this.#selection.isOn && !document.querySelector(".menu:popover-open, dialog[open]")) {
      event.preventDefault();
      this.#selection.turn(false);
    } else if (line && target && !target.matches("input:not([type=checkbox])")) {
      this.#pressOnRow(event, line, at, row!);
    }
  }

  #pressOnRow(event: KeyboardEvent, line: Line, at: number, row: HTMLElement): void {
    const { all, chosen } = this.#listed;
    const wish = wishOf(event, at, all.length, this.#selection.isOn);
    if (wish === undefined) {
      return;
    }
    event.preventDefault();
    switch (wish) {
      case "rename": void this.#changes.rename(line); break;
      case "delete": void this.#changes.apply(chosen.length > 0 ? chosen : [line], "delete"); break;
      case "pick": this.#selection.toggle(line.id, all, event.shiftKey); break;
      case "menu": this.#openMenu(line, row.querySelector<HTMLElement>('[data-do="menu"]')!); break;
      default: this.#listed.focus(all[wish]!.id);
    }
  }
}

customElements.define("chat-history", ChatHistory);
