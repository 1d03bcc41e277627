import { call, fill, newId, part, Refusal } from "@ui/api";
import { drafts } from "./drafts";
import { isPicture } from "@ui/picturekind";
import { byteSize } from "../Client/sizes";
import type { SentFile } from "./upload";

/** A file on its way to the server, or already there. */
interface Item {
  readonly key: string;
  readonly name: string;
  readonly row: HTMLLIElement;
  readonly abort: AbortController;
  readonly file?: File;
  blob?: Blob;
  sent?: SentFile;
  isFailed: boolean;
}

/** The files of a message that is being written, as chips above its text. Raises files-changed. Files that arrived stay over a reload. */
export class AttachmentStrip extends HTMLElement {
  #items: Item[] = [];
  #chat = "";
  #coming = 0;

  // One after the other: a visitor's first file makes his workspace, and a phone has memory for one huge photo.
  #queue: Promise<void> = Promise.resolve();

  connectedCallback(): void {
    this.addEventListener("click", event => this.#click(event));
    for (const picker of this.querySelectorAll<HTMLInputElement>("input[type=file]")) {
      picker.onchange = () => {
        this.add([...picker.files ?? []]);
        picker.value = "";
      };
    }
  }

  disconnectedCallback(): void {
    this.#items.forEach(item => item.abort.abort());
  }

  get isEmpty(): boolean { return this.#items.length === 0; }
  get isBusy(): boolean { return this.#coming > 0 || this.#items.some(item => !item.sent && !item.isFailed); }
  get hasFailed(): boolean { return this.#items.some(item => item.isFailed); }
  get hasPictures(): boolean { return this.#items.some(item => item.sent ? item.sent.kind === "picture" : !!item.file && isPicture(item.file)); }
  get files(): SentFile[] { return this.#items.flatMap(item => item.sent ? [item.sent] : []); }

  /** Shows the files that were kept for a chat's draft. */
  restore(chat: string): void {
    this.#chat = chat;
    this.put(drafts.files(chat));
  }

  /** From now on the draft belongs to this chat. */
  moveTo(chat: string): void {
    drafts.writeFiles(this.#chat, []);
    this.#chat = chat;
    this.#changed();
  }

  /** Somebody is fetching a file for this message: it is not sent before. */
  async expect(coming: Promise<unknown>): Promise<void> {
    this.#coming++;
    this.#changed();
    await coming.catch(() => undefined);
    this.#coming--;
    this.#changed();
  }

  /** Opens the system's dialog for pictures or for other files. */
  choose(what: string): void {
    part<HTMLInputElement>(this, what === "pictures" ? "pictures" : "files").click();
  }

  /** Files that the server already has. */
  put(files: readonly SentFile[]): void {
    for (const sent of files.filter(file => !this.#items.some(item => item.sent?.id === file.id))) {
      const item: Item = { key: newId(), name: sent.name, row: this.#newRow(sent.name), abort: new AbortController(), sent, isFailed: false };
      this.#items.push(item);
      this.#arrived(item);
    }
    this.#changed();
  }

  /** Takes all chips away; the server keeps the files, for a message has them now. */
  clear(): void {
    this.#items.forEach(item => this.#drop(item));
    this.#items = [];
    this.#changed();
  }

  add(files: readonly File[]): void {
    const room = Number(this.dataset["most"]) - this.#items.length;
    if (files.length > room) {
      this.#say(fill(this.dataset["textMost"], { most: this.dataset["most"] ?? "" }));
    }
    part(this, "most").hidden = files.length <= room;
    for (const file of files.slice(0, Math.max(0, room))) {
      const item: Item = { key: newId(), name: file.name, row: this.#newRow(file.name), abort: new AbortController(), file, isFailed: false };
      this.#items.push(item);
      this.#send(item);
    }
    this.#changed();
  }

  #send(item: Item): void {
    item.isFailed = false;
    this.#mark(item, "uploading", this.dataset["textWaiting"] ?? "");
    this.#queue = this.#queue.then(() => this.#bring(item)).catch(() => undefined);
  }

  async #bring(item: Item): Promise<void> {
    const file = item.file;
    if (!file || item.abort.signal.aborted) {
      return;
    }
    try {
      item.blob ??= await fitted(file);
      this.#preview(item, file);
      const limit = Number(isPicture(file) || /\.pdf$/i.test(file.name) ? this.dataset["largest"] : this.dataset["largestText"]);
      if (item.blob.size > limit) {
        throw new Refusal(413, "media.too-large", fill(this.dataset["textTooLarge"], { limit: byteSize(limit) }));
      }
      const bar = item.row.querySelector("progress")!;
      this.#mark(item, "uploading", byteSize(item.blob.size));
      const { upload } = await import("./upload");
      item.sent = await upload(item.blob, item.name, item.key, share => { bar.value = share; }, item.abort.signal);
      this.#arrived(item);
      this.#say(fill(this.dataset["textAdded"], { name: item.sent.name }));
    } catch (error) {
      if (!item.abort.signal.aborted) {
        item.isFailed = true;
        const reason = error instanceof Refusal && error.message ? error.message : this.dataset["textFailed"] ?? "";
        this.#mark(item, "failed", reason);
        // Asking again helps only where the file was not refused for what it is.
        part(item.row, "retry").hidden = error instanceof Refusal && error.status < 500 && error.status !== 409 && error.status !== 429;
        this.#say(`${item.name}: ${reason}`);
      }
    }
    this.#changed();
  }

  #arrived(item: Item): void {
    const sent = item.sent!;
    part(item.row, "name").textContent = sent.name;
    this.#mark(item, "ready", byteSize(sent.sizeBytes));
    if (sent.kind === "picture" && !item.row.querySelector("img")) {
      this.#show(item, `/api/chat/attachments/${sent.id}`);
    }
  }

  #preview(item: Item, file: File): void {
    if (isPicture(file) && item.blob && item.blob.type !== "image/heic" && !item.row.querySelector("img")) {
      this.#show(item, URL.createObjectURL(item.blob));
    }
  }

  #show(item: Item, address: string): void {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = address;
    picture.onerror = () => picture.remove();
    part(item.row, "view").append(picture);
  }

  #newRow(name: string): HTMLLIElement {
    const template = this.querySelector("template")!;
    const row = template.content.firstElementChild!.cloneNode(true) as HTMLLIElement;
    part(row, "name").textContent = name;
    part(row, "remove").setAttribute("aria-label", fill(this.dataset["textRemove"], { name }));
    part(row, "retry").setAttribute("aria-label", fill(this.dataset["textRetry"], { name }));
    row.querySelector("progress")!.setAttribute("aria-label", name);
    part(this, "list").append(row);
    return row;
  }

  #mark(item: Item, state: string, note: string): void {
    item.row.dataset["state"] = state;
    part(item.row, "note").textContent = note;
    part(item.row, "retry").hidden = state !== "failed";
    item.row.querySelector("progress")!.hidden = state !== "uploading";
  }

  #click(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-part=remove],[data-part=retry]") : null;
    const item = this.#items.find(candidate => button && candidate.row.contains(button));
    if (!item || !button) {
      return;
    }
    if (button.dataset["part"] === "retry") {
      this.#send(item);
    } else {
      const next = (item.row.nextElementSibling ?? item.row.previousElementSibling)?.querySelector<HTMLElement>("[data-part=remove]");
      this.#items = this.#items.filter(other => other !== item);
      this.#drop(item);
      part(this, "most").hidden = true;
      if (item.sent) {
        void call("DELETE", `/api/chat/attachments/${item.sent.id}`).catch(() => undefined);
      }
      this.#say(fill(this.dataset["textRemoved"], { name: item.name }));
      if (next) {
        next.focus();
      } else {
        this.dispatchEvent(new CustomEvent("files-left", { bubbles: true }));
      }
    }
    this.#changed();
  }

  #drop(item: Item): void {
    item.abort.abort();
    const address = item.row.querySelector("img")?.src;
    if (address?.startsWith("blob:")) {
      URL.revokeObjectURL(address);
    }
    item.row.remove();
  }

  #changed(): void {
    this.hidden = this.isEmpty;
    if (this.isConnected) {
      // An upload that ends with the page would write into the next one's.
      drafts.writeFiles(this.#chat, this.files);
    }
    this.dispatchEvent(new CustomEvent("files-changed", { bubbles: true }));
  }

  #say(text: string): void {
    document.querySelector('[data-part="files-status"]')!.textContent = text;
  }
}

/** How huge pictures become smaller comes with the first one. */
async function fitted(file: File): Promise<Blob> {
  return isPicture(file) ? import("@ui/pictures").then(({ fitting, toBeSeen }) => fitting(file, toBeSeen)) : file;
}

customElements.define("attachment-strip", AttachmentStrip);
