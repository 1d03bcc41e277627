import { part } from "@ui/api";
import { groupNames, groupOf, type GroupName, type Line } from "./lines";

type Entry = { readonly group: GroupName; readonly line?: Line };

/** Below this many entries everything stays in the document. */
const fewEntries = 120;
const overscan = 12;

/** Shows lines by day. Of thousands only those near the screen are in the document; spacers stand for the rest. */
export class RowWindow {
  readonly #host: HTMLElement;
  readonly #write: (row: HTMLLIElement, line: Line) => void;
  readonly #make: () => HTMLLIElement;
  readonly #rows = new Map<string, HTMLLIElement>();
  #entries: Entry[] = [];
  #from = -1;
  #to = -1;
  #row = 36;
  #head = 36;
  #planned = false;

  constructor(host: HTMLElement, make: () => HTMLLIElement, write: (row: HTMLLIElement, line: Line) => void) {
    this.#host = host;
    this.#make = make;
    this.#write = write;
    host.querySelectorAll<HTMLLIElement>("li[data-chat]").forEach(row => this.#rows.set(row.dataset["chat"] ?? "", row));
  }

  /** Follows the scrolling; `end` is called where the last entry comes near. */
  follow(end: () => void, signal: AbortSignal): void {
    const plan = (): void => {
      if (!this.#planned) {
        this.#planned = true;
        requestAnimationFrame(() => {
          this.#planned = false;
          this.render(false);
          const scroller = this.#scroller;
          if (scroller && scroller.clientHeight > 0 && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 600) {
            end();
          }
        });
      }
    };
    this.#scroller?.addEventListener("scroll", plan, { passive: true, signal });
    addEventListener("resize", plan, { signal });
    plan();
  }

  show(lines: readonly Line[]): void {
    const midnight = new Date().setHours(0, 0, 0, 0);
    const byGroup = grouped(lines, midnight);
    this.#entries = groupNames.flatMap(group => {
      const members = byGroup.get(group) ?? [];
      return members.length > 0 ? [{ group }, ...members.map(line => ({ group, line }))] : [];
    });
    this.render(true);
  }

  row(id: string): HTMLLIElement | undefined {
    return this.#rows.get(id);
  }

  /** Every row in the document. */
  get rows(): Iterable<HTMLLIElement> {
    return this.#rows.values();
  }

  /** Scrolls to a line, wherever it is, and gives its row. */
  reveal(id: string): HTMLLIElement | undefined {
    const at = this.#entries.findIndex(entry => entry.line?.id === id);
    const scroller = this.#scroller;
    if (at < 0 || !scroller) {
      return this.#rows.get(id);
    }
    const top = this.#host.getBoundingClientRect().top - scroller.getBoundingClientRect().top + this.#height(0, at);
    if (top < this.#head) {
      scroller.scrollTop += top - this.#head;
    } else if (top + this.#row > scroller.clientHeight) {
      scroller.scrollTop += top + this.#row - scroller.clientHeight + 8;
    }
    this.render(false);
    return this.#rows.get(id);
  }

  /** Brings the document in line with the entries near the screen. */
  render(isChanged: boolean): void {
    this.#measure();
    const [from, to] = this.#range();
    if (!isChanged && from === this.#from && to === this.#to) {
      return;
    }
    [this.#from, this.#to] = [from, to];
    const shown = this.#entries.slice(from, to);
    const isPartial = to - from < this.#entries.length;
    const wanted = new Set(shown.map(entry => entry.line?.id));
    for (const [id, row] of this.#rows) {
      if (!wanted.has(id)) {
        row.remove();
        this.#rows.delete(id);
      }
    }
    let place = this.#entries.slice(0, from).filter(entry => entry.line).length;
    for (const group of groupNames) {
      const section = this.#host.querySelector<HTMLElement>(`[data-group="${group}"]`)!;
      const members = shown.filter(entry => entry.group === group);
      section.hidden = members.length === 0;
      section.querySelector<HTMLElement>(".chat-group")!.hidden = members[0]?.line !== undefined;
      const list = section.querySelector("ul")!;
      let before: Element | null = list.firstElementChild;
      for (const { line } of members) {
        if (!line) {
          continue;
        }
        place++;
        const row = this.#rows.get(line.id) ?? this.#add(line);
        this.#write(row, line);
        if (isPartial) {
          row.setAttribute("aria-setsize", "-1");
          row.setAttribute("aria-posinset", String(place));
        } else {
          row.removeAttribute("aria-setsize");
          row.removeAttribute("aria-posinset");
        }
        if (row === before) {
          before = row.nextElementSibling;
        } else {
          list.insertBefore(row, before);
        }
      }
    }
    part(this.#host, "above").style.setProperty("block-size", `${this.#height(0, from)}px`);
    part(this.#host, "below").style.setProperty("block-size", `${this.#height(to, this.#entries.length)}px`);
  }

  #add(line: Line): HTMLLIElement {
    const row = this.#make();
    this.#rows.set(line.id, row);
    return row;
  }

  get #scroller(): HTMLElement | null {
    return this.#host.closest<HTMLElement>(".sidebar-scroll");
  }

  #measure(): void {
    this.#row = this.#host.querySelector<HTMLElement>(".chat-row")?.offsetHeight || this.#row;
    const head = [...this.#host.querySelectorAll<HTMLElement>(".chat-group")].find(element => element.offsetHeight > 0);
    if (head) {
      const { marginTop, marginBottom } = getComputedStyle(head);
      this.#head = head.offsetHeight + parseFloat(marginTop) + parseFloat(marginBottom);
    }
  }

  #height(from: number, to: number): number {
    let height = 0;
    for (let at = from; at < to; at++) {
      height += this.#entries[at]?.line ? this.#row : this.#head;
    }
    return height;
  }

  #range(): [number, number] {
    const count = this.#entries.length;
    const scroller = this.#scroller;
    if (count <= fewEntries || !scroller) {
      return [0, count];
    }
    const seen = scroller.clientHeight || 800;
    const top = scroller.clientHeight ? scroller.getBoundingClientRect().top - this.#host.getBoundingClientRect().top : 0;
    let [at, height] = [0, 0];
    while (at < count && height + this.#row < top) {
      height += this.#entries[at++]?.line ? this.#row : this.#head;
    }
    const rows = Math.ceil(seen / this.#row);
    return [Math.max(0, at - overscan), Math.min(count, at + rows + overscan)];
  }
}

function grouped(lines: readonly Line[], midnight: number): Map<GroupName, Line[]> {
  const groups = new Map<GroupName, Line[]>();
  for (const line of lines) {
    const group = groupOf(line, midnight);
    const members = groups.get(group);
    if (members) {
      members.push(line);
    } else {
      groups.set(group, [line]);
    }
  }
  return groups;
}
