import { call, fill, fragment, part, Refusal } from "@ui/api";
import type { View } from "./lines";

export interface Folder { readonly id: string; readonly name: string }

/** The workspace's folders: in the menu of views, and in the dialogs that name, delete and choose one. */
export class Folders {
  readonly #host: HTMLElement;
  readonly #texts: DOMStringMap;
  #all: Folder[] = [];
  #naming: Folder | undefined;
  #chosen: ((folder: string | null) => void) | undefined;
  #ready: Promise<void> | undefined;

  constructor(host: HTMLElement, changed: (folder?: Folder) => void, gone: () => void, signal: AbortSignal) {
    this.#host = host;
    this.#texts = host.dataset;
    // Pages come without them: few visits need folders. They are asked for when a hand or the focus comes near.
    for (const sign of ["pointerover", "focusin"]) {
      host.addEventListener(sign, () => void this.ready().catch(() => undefined), { once: true, signal });
    }
    host.addEventListener("submit", event => {
      const form = event.target as HTMLElement;
      if (form.dataset["part"] === "folder-form") {
        event.preventDefault();
        void this.#name(form, this.#naming).then(folder => { if (folder) { this.#dialog("chat-folder").close(); changed(folder); } });
      } else if (form.dataset["part"] === "move-new") {
        event.preventDefault();
        void this.#name(form, undefined).then(folder => { if (folder) { changed(); this.#choose(folder.id); } });
      }
    }, { signal });
    host.addEventListener("click", event => {
      const target = event.target instanceof Element ? event.target : null;
      const place = target?.closest<HTMLElement>("[data-target]");
      if (place) {
        this.#choose(place.dataset["target"] || null);
      } else if (target?.closest('[data-do="confirm-delete-folder"]') && this.#naming) {
        this.#dialog("chat-folder-delete").close();
        const folder = this.#naming;
        this.#all = this.#all.filter(known => known.id !== folder.id);
        this.#list();
        gone();
        void call("DELETE", `/api/chat/folders/${folder.id}`).catch(() => this.load());
      }
    }, { signal });
  }

  /** Fetches the folders and their dialogs once. */
  ready(): Promise<void> {
    this.#ready ??= Promise.all([this.#dialogs(), this.load()]).then(() => undefined, error => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  find(id: string): Folder | undefined {
    return this.#all.find(folder => folder.id === id);
  }

  async load(): Promise<void> {
    const { items } = await call<{ items: Folder[] }>("GET", "/api/chat/folders");
    this.#all = items;
    this.#list();
  }

  /** Marks the view in the menu and offers what can be done with its folder. */
  mark(view: View): void {
    const name = view.kind === "folder" ? view.folder : view.kind;
    for (const item of this.#host.querySelectorAll<HTMLElement>("#chat-views [data-view]")) {
      item.setAttribute("aria-checked", String(item.dataset["view"] === name));
    }
    for (const what of ["rename-folder", "delete-folder"]) {
      this.#host.querySelector<HTMLElement>(`[data-do="${what}"]`)!.hidden = view.kind !== "folder";
    }
    part(this.#host, "view-name").textContent = this.#host.querySelector(`#chat-views [data-view="${CSS.escape(name)}"] .menu-text`)?.textContent ?? "";
  }

  /** Asks for the name of a new folder, or for another name. */
  async askName(folder?: Folder): Promise<void> {
    await this.ready();
    this.#naming = folder;
    const dialog = this.#dialog("chat-folder");
    dialog.toggleAttribute("data-old", !!folder);
    dialog.querySelector("h2")!.textContent = (folder ? this.#texts["textRenameFolder"] : this.#texts["textNewFolder"]) ?? "";
    this.#open(dialog, folder?.name ?? "");
  }

  async askDelete(folder: Folder): Promise<void> {
    await this.ready();
    this.#naming = folder;
    part(this.#host, "delete-lead").textContent = fill(this.#texts["textDeleteFolder"], { name: folder.name });
    this.#dialog("chat-folder-delete").showModal();
  }

  /** Asks where to; null is no folder. Where the chats are now, if all are in one place, is not offered. */
  async askTarget(now: string | null | undefined, chosen: (folder: string | null) => void): Promise<void> {
    await this.ready();
    this.#chosen = chosen;
    const list = part(this.#host, "targets");
    const template = this.#host.querySelector<HTMLTemplateElement>('template[data-part="target"]')!;
    const none = { id: "", name: part(this.#host, "no-folder").dataset["textNone"] ?? "" };
    list.replaceChildren(...[none, ...this.#all].filter(folder => now === undefined || folder.id !== (now ?? "")).map(folder => {
      const item = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
      item.querySelector<HTMLElement>("button")!.dataset["target"] = folder.id;
      item.querySelector(".menu-text")!.textContent = folder.name;
      return item;
    }));
    this.#open(this.#dialog("chat-move"), "");
    list.querySelector("button")?.focus();
  }

  async #dialogs(): Promise<void> {
    if (!this.#host.querySelector("#chat-folder")) {
      const dialogs = await fragment(`${this.#host.dataset["base"]}/folders`);
      if (!dialogs) {
        throw new Error("The dialogs of folders did not come.");
      }
      this.#host.append(dialogs);
    }
  }

  #choose(folder: string | null): void {
    this.#dialog("chat-move").close();
    this.#chosen?.(folder);
    this.#chosen = undefined;
  }

  #open(dialog: HTMLDialogElement, name: string): void {
    const input = dialog.querySelector("input")!;
    input.value = name;
    dialog.querySelector<HTMLElement>('[data-part="refusal"]')!.hidden = true;
    dialog.showModal();
    input.focus();
    input.select();
  }

  async #name(form: HTMLElement, folder: Folder | undefined): Promise<Folder | null> {
    const name = form.querySelector("input")!.value.trim();
    const refusal = part(form, "refusal");
    refusal.hidden = true;
    try {
      const made = folder
        ? await call<Folder>("PATCH", `/api/chat/folders/${folder.id}`, { name })
        : await call<Folder>("POST", "/api/chat/folders", { name });
      this.#all = [...this.#all.filter(known => known.id !== made.id), made].sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
      this.#list();
      return made;
    } catch (error) {
      refusal.textContent = error instanceof Refusal && error.message ? error.message : this.#texts["textUnreachable"] ?? "";
      refusal.hidden = false;
      return null;
    }
  }

  #list(): void {
    const template = this.#host.querySelector<HTMLTemplateElement>('template[data-part="folder"]')!;
    part(this.#host, "folders").replaceChildren(...this.#all.map(folder => {
      const item = template.content.firstElementChild!.cloneNode(true) as HTMLElement;
      item.dataset["view"] = folder.id;
      item.querySelector(".menu-text")!.textContent = folder.name;
      return item;
    }));
  }

  #dialog(id: string): HTMLDialogElement {
    return this.#host.querySelector<HTMLDialogElement>(`#${id}`)!;
  }
}
