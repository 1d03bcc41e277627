import { part } from "@ui/api";
import { belongs, lineOf, order, type Line, type View } from "./lines";
import { RowWindow } from "./rows";
import type { Selection } from "./selection";

/** The chats that are listed and their rows: in their order, the open one marked, one stop for Tab. */
export class Listed {
  view: View = { kind: "all" };
  /** Asks for the page behind the last line; null where there is none. */
  next: string | null;
  readonly #host: HTMLElement;
  readonly #rows: RowWindow;
  readonly #selection: Selection;
  #all: Line[];
  #opened = "";

  constructor(host: HTMLElement, selection: Selection) {
    this.#host = host;
    this.#selection = selection;
    this.#all = [...host.querySelectorAll<HTMLElement>("li[data-chat]")].map(lineOf).sort(order);
    this.next = host.dataset["next"] || null;
    this.#rows = new RowWindow(part(host, "list"), () => this.#make(), (row, line) => this.#write(row, line));
  }

  get all(): readonly Line[] { return this.#all; }

  get chosen(): Line[] { return this.#all.filter(line => this.#selection.ids.has(line.id)); }

  get opened(): string { return this.#opened; }

  find(id: string): Line | undefined {
    return this.#all.find(line => line.id === id);
  }

  link(id: string): HTMLAnchorElement | null {
    return this.#rows.row(id)?.querySelector("a") ?? null;
  }

  /** Follows the scrolling; `end` is called where the last line comes near. */
  follow(end: () => void, signal: AbortSignal): void {
    this.#rows.show(this.#all);
    this.#rows.follow(end, signal);
  }

  set(lines: readonly Line[]): void {
    this.#all = [...lines].sort(order);
    this.#render();
  }

  put(line: Line): void {
    const others = this.#all.filter(known => known.id !== line.id);
    const last = others.at(-1);
    // Behind what is loaded: its page brings it.
    this.set(this.next && last && order(last, line) < 0 ? others : [...others, line]);
  }

  drop(ids: readonly string[]): void {
    ids.forEach(id => this.#selection.forget(id));
    if (this.#all.some(line => ids.includes(line.id))) {
      this.set(this.#all.filter(line => !ids.includes(line.id)));
    }
  }

  /** Puts or drops a line, as the view wants it. */
  take(line: Line): void {
    if (belongs(line, this.view)) {
      this.put(line);
    } else {
      this.drop([line.id]);
    }
  }

  /** Marks the open chat. */
  mark(id: string): void {
    this.#opened = id;
    for (const row of this.#rows.rows) {
      this.#markRow(row, row.dataset["chat"] ?? "");
    }
    this.#stop();
  }

  focus(id: string): void {
    this.#rows.reveal(id)?.querySelector("a")?.focus({ preventScroll: true });
    this.#stop();
  }

  #render(): void {
    this.#rows.show(this.#all);
    for (const empty of this.#host.querySelectorAll<HTMLElement>("[data-empty]")) {
      empty.hidden = this.#all.length > 0 || this.next !== null || empty.dataset["empty"] !== this.view.kind;
    }
    this.#stop();
  }

  /** One stop for Tab in the list; arrows move within. */
  #stop(): void {
    const rows = [...this.#rows.rows].filter(row => row.isConnected);
    const stop = rows.find(row => row.contains(document.activeElement)) ?? rows.find(row => row.dataset["chat"] === this.#opened)
      ?? this.#rows.row(this.#all[0]?.id ?? "") ?? rows[0];
    for (const row of rows) {
      row.querySelectorAll<HTMLElement>("a, button, input").forEach(control => { control.tabIndex = row === stop ? 0 : -1; });
    }
  }

  #make(): HTMLLIElement {
    return this.#host.querySelector<HTMLTemplateElement>('template[data-part="row"]')!.content.firstElementChild!.cloneNode(true) as HTMLLIElement;
  }

  #write(row: HTMLLIElement, line: Line): void {
    const texts = this.#host.dataset;
    row.dataset["chat"] = line.id;
    const title = row.querySelector<HTMLElement>(".chat-row-title")!;
    if (title.textContent !== line.title) {
      title.textContent = line.title;
      row.querySelector('[data-do="menu"]')!.setAttribute("aria-label", `${texts["textMenu"]}: ${line.title}`);
      row.querySelector('[data-part="pick"]')!.setAttribute("aria-label", `${texts["textSelect"]}: ${line.title}`);
    }
    row.querySelector("a")!.setAttribute("href", `${texts["base"] ?? ""}/${line.id}`);
    row.toggleAttribute("data-running", line.isRunning);
    row.toggleAttribute("data-pinned", line.isPinned);
    row.toggleAttribute("data-unread", line.isUnread && !line.isRunning && line.id !== this.#opened);
    this.#markRow(row, line.id);
    this.#selection.dress(row, line.id);
  }

  #markRow(row: HTMLElement, id: string): void {
    const link = row.querySelector("a")!;
    if (id === this.#opened) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}
