import { startOf } from "../Context/starting";
import { followWeb, webOf } from "../Web/websearch";
import "./strip";
import type { AttachmentStrip } from "./strip";
import { call, fill, number, part } from "@ui/api";
import "./targets";
import { wishOf, type ComposerTargets, type ModelPart, type Targets } from "./targets";
import { drafts } from "./drafts";
import { fitField, putText } from "../Client/longtext";
import { takeFiles } from "./filedrop";
import { noteTyping } from "./keyboardroom";
import type { ModelPicker, PickedModel } from "../Picker/picker";
import type { SentFile } from "./upload";

/** What is sent: a text, files, or both. */
export interface Prompt { readonly text: string; readonly files: readonly SentFile[]; readonly to?: Targets | undefined }

interface Estimate { expectedCredits: number; atMostCredits: number; availableCredits: number; models?: readonly ModelPart[] | null }

const estimatePauseMs = 300;
const draftPauseMs = 1000;

/**
 * The field a question is typed into: grows with the text, keeps the draft, shows the price before sending, sends on Enter. Raises
 * prompt-sent (detail: Prompt) and prompt-stopped; what follows is the page's business.
 */
export class PromptComposer extends HTMLElement {
  #abort: AbortController | undefined;
  #estimating: AbortController | undefined;
  #estimateTimer: ReturnType<typeof setTimeout> | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #estimate: Estimate | undefined;
  #isRunning = false;

  get #field(): HTMLTextAreaElement { return part<HTMLTextAreaElement>(this, "field"); }
  get #send(): HTMLButtonElement { return part<HTMLButtonElement>(this, "send"); }
  get #strip(): AttachmentStrip { return this.querySelector<AttachmentStrip>("attachment-strip")!; }
  get #model(): HTMLInputElement { return part<HTMLInputElement>(this, "model"); }

  /** The chat this text belongs to; empty for a new one. */
  get chat(): string { return part<HTMLInputElement>(this, "chat").value; }
  set chat(id: string) {
    drafts.write(this.chat, "");
    part<HTMLInputElement>(this, "chat").value = id;
    this.#strip.moveTo(id);
  }

  /** The model that will answer. */
  get model(): string { return this.#model.value; }
  set model(id: string) {
    this.#model.value = id;
    this.#targetsChanged();
  }

  /** Who answers in the place of the chat's own model. */
  get targets(): ComposerTargets { return this.querySelector<ComposerTargets>("composer-targets")!; }

  /** Files that have arrived. */
  get files(): readonly SentFile[] { return this.#strip.files; }

  /** Puts files beside the text that the server already has. */
  putFiles(files: readonly SentFile[]): void {
    this.#strip.put(files);
  }

  /** Whether nothing is written and nothing attached. */
  get isEmpty(): boolean { return !this.#field.value.trim() && this.#strip.isEmpty; }

  get text(): string { return this.#field.value; }
  set text(value: string) {
    putText(this.#field, value);
    this.#changed();
  }

  /** While an answer is being written it can be stopped; what is sent meanwhile waits for its turn. */
  set isRunning(value: boolean) {
    const hadFocus = this.#send === document.activeElement || part(this, "stop") === document.activeElement;
    this.#isRunning = value;
    part<HTMLButtonElement>(this, "stop").hidden = !value;
    part<HTMLButtonElement>(this, "stop").disabled = false;
    if (hadFocus) {
      this.#field.focus();
    }
    this.#judge();
  }

  connectedCallback(): void {
    customElements.upgrade(this);
    const { signal } = this.#abort = new AbortController();
    drafts.begin(this.dataset["owner"] ?? "");
    const form = this.querySelector("form");
    form?.addEventListener("submit", event => { event.preventDefault(); this.#submit(); }, { signal });
    noteTyping(this.#field, signal);
    this.targets.attach(this.#field, signal);
    this.addEventListener("targets-changed", () => this.#targetsChanged(), { signal });
    this.#field.addEventListener("input", () => this.#changed(), { signal });
    this.#field.addEventListener("keydown", event => this.#press(event), { signal });
    this.addEventListener("pointerdown", event => this.#focusField(event), { signal });
    // A press on a button leaves the caret (and on phones the keyboard, and with it the layout) where it is.
    this.addEventListener("mousedown", event => this.#keepFocus(event), { signal });
    this.addEventListener("click", event => this.#attach(event), { signal });
    this.addEventListener("files-changed", () => this.#filesChanged(), { signal });
    document.addEventListener("files-coming", event => void this.#strip.expect((event as CustomEvent<Promise<unknown>>).detail), { signal });
    this.addEventListener("files-left", () => this.focusField(), { signal });
    const veil = document.querySelector<HTMLElement>('[data-part="veil"]');
    if (veil) {
      takeFiles({ veil, field: this.#field, add: files => this.#strip.add(files), pastedName: this.dataset["textPasted"] ?? "text.txt" }, signal);
    }
    part(this, "dictate").hidden = !("SpeechRecognition" in globalThis || "webkitSpeechRecognition" in globalThis);
    followWeb(this, () => this.#targetsChanged(), signal);
    part(this, "stop").addEventListener("click", () => this.stop(), { signal });
    addEventListener("pagehide", () => this.#keepDraft(), { signal });
    this.#restore();
  }

  disconnectedCallback(): void {
    this.#keepDraft();
    this.#abort?.abort();
    this.#estimating?.abort();
    clearTimeout(this.#estimateTimer);
  }

  /** Writes down what stands in the field, which may be nothing. */
  keepDraft(): void {
    this.#keepDraft();
  }

  /** Adds a text as a quotation, ready to be answered. */
  quote(text: string): void {
    const quoted = text.split("\n").map(line => `> ${line}`).join("\n");
    this.text = `${this.text ? `${this.text.trimEnd()}\n\n` : ""}${quoted}\n\n`;
    this.focusField();
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
    this.#field.scrollTop = this.#field.scrollHeight;
  }

  /** Empties the field and forgets the draft: the text is kept elsewhere. */
  clear(): void {
    drafts.write(this.chat, "");
    this.#field.value = "";
    this.#strip.clear();
    this.targets.put(undefined);
    this.#changed();
  }

  /** Takes back what was sent or waited, before what has been written since. */
  giveBack({ text, files, to }: Partial<Prompt> & { text: string }): void {
    const isAlone = this.isEmpty;
    this.text = [text, this.text].filter(Boolean).join("\n\n");
    this.putFiles(files ?? []);
    if (isAlone) {
      this.targets.put(to);
    }
  }

  focusField(): void {
    this.#field.focus({ preventScroll: true });
    // After a dialog that a click closed, Chromium focuses the field without a caret, and what is typed goes nowhere.
    this.#field.setSelectionRange(this.#field.selectionStart, this.#field.selectionEnd);
  }

  /** What stands in the way, beside the field; null takes it away. */
  refuse(text: string | null): void {
    const place = part(this, "refusal");
    place.textContent = text ?? "";
    place.hidden = !text;
    this.#field.toggleAttribute("aria-invalid", !!text);
  }

  stop(): void {
    if (this.#isRunning) {
      part<HTMLButtonElement>(this, "stop").disabled = true;
      this.dispatchEvent(new CustomEvent("prompt-stopped", { bubbles: true }));
    }
  }

  #restore(): void {
    const [draft, there] = [drafts.read(this.chat), this.#field.value];
    if (!there.includes(draft)) {
      // Typed before this code was there, or brought along by a link.
      putText(this.#field, draft.includes(there) ? draft : `${draft}\n\n${there}`);
    }
    this.#strip.restore(this.chat);
    fitField(this.#field);
    this.#judge();
    if (this.#field.value) {
      this.#planEstimate(0);
    }
  }

  #attach(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest("[data-do=dictate]")) {
      void import("./dictation").then(({ dictate }) => dictate(this, this.#field, text => { this.text = text; }, this.#abort!.signal));
      return;
    }
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do=attach]") : null;
    if (item) {
      this.#strip.choose(item.dataset["what"] ?? "");
    }
  }

  #targetsChanged(): void {
    this.#estimate = undefined;
    this.#showPrice();
    this.#judge();
    this.#planEstimate(0);
  }

  #filesChanged(): void {
    // A message that is only files needs no word; the browser would ask for one.
    this.#field.required = this.#strip.isEmpty;
    this.refuse(null);
    this.#targetsChanged();
  }

  #changed(): void {
    fitField(this.#field);
    this.refuse(null);
    this.#judge();
    this.#planEstimate(estimatePauseMs);
    this.#draftTimer ??= setTimeout(() => this.#keepDraft(), draftPauseMs);
  }

  #keepDraft(): void {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = undefined;
    // What only a link has brought is no draft.
    drafts.write(this.chat, this.#field.value === this.#field.defaultValue ? "" : this.#field.value);
  }

  #press(event: KeyboardEvent): void {
    // 229 is what a key reports while an input method composes a word: Enter then ends the word, not the question.
    if (event.key === "Enter" && !event.shiftKey && !event.defaultPrevented && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.#submit();
    }
  }

  #focusField(event: PointerEvent): void {
    if (event.target instanceof Element && !event.target.closest("button, a, textarea, summary, dialog, li, .menu")) {
      event.preventDefault();
      this.#field.focus();
    }
  }

  #keepFocus(event: MouseEvent): void {
    if (document.activeElement === this.#field && event.target instanceof Element && event.target.closest("button")) {
      event.preventDefault();
    }
  }

  #submit(): void {
    if (this.#send.getAttribute("aria-disabled") === "true") {
      this.#explain(true);
      return;
    }
    this.dispatchEvent(new CustomEvent("prompt-sent", { bubbles: true, detail: { text: this.#field.value.trim(), files: this.files, to: this.targets.value } satisfies Prompt }));
  }

  #planEstimate(pause: number): void {
    clearTimeout(this.#estimateTimer);
    this.#estimating?.abort();
    if (this.isEmpty || this.dataset["free"] !== undefined) {
      this.#estimate = undefined;
      this.#showPrice();
      return;
    }
    this.#estimateTimer = setTimeout(() => void this.#ask(), pause);
  }

  async #ask(): Promise<void> {
    const abort = this.#estimating = new AbortController();
    try {
      const request = {
        chatId: this.chat || null, ...wishOf(this.model, this.targets.value), message: this.#field.value, attachments: this.files.map(file => file.id), ...startOf(this.chat),
        ...webOf(this),
      };
      this.#estimate = await call<Estimate>("POST", "/api/chat/estimate", request, {}, abort.signal);
    } catch {
      // No price is shown where none is known; sending still holds no more than the server allows.
      this.#estimate = undefined;
    }
    if (!abort.signal.aborted) {
      this.#showPrice();
      this.#judge();
    }
  }

  #showPrice(): void {
    const price = part(this, "price");
    const left = part(this, "left");
    const estimate = this.#estimate;
    this.targets.price(estimate?.models ?? []);
    price.hidden = !estimate;
    left.hidden = !estimate;
    if (estimate) {
      const isFree = estimate.atMostCredits === 0;
      price.textContent = isFree ? (this.dataset["textFree"] ?? "") : `≈ ${number(estimate.expectedCredits)}`;
      price.setAttribute("aria-label", fill(isFree ? this.dataset["textFree"] : this.dataset["textAbout"], { price: number(estimate.expectedCredits) }));
      left.textContent = isFree ? "" : fill(this.dataset["textLeft"], { left: number(Math.max(0, estimate.availableCredits - estimate.expectedCredits)) });
      left.title = isFree ? "" : fill(this.dataset["textAtMost"], { price: number(estimate.atMostCredits) });
    }
  }

  #judge(): void {
    this.#send.hidden = this.#isRunning && this.isEmpty;
    this.#send.setAttribute("aria-disabled", String(this.#reason() !== ""));
    this.#explain(false);
  }

  #explain(always: boolean): void {
    const reason = this.#reason();
    const isWorthSaying = reason && (always || reason !== this.dataset["textEmpty"]);
    const place = part(this, "reason");
    place.textContent = isWorthSaying ? reason : "";
    place.hidden = !isWorthSaying;
    this.#send.title = reason;
  }

  /** The first of those asked that does not look at pictures, as its row in the list says. */
  #blind(): PickedModel | undefined {
    const { value } = this.targets;
    const own = { id: this.model, name: document.querySelector('[data-part="model-name"]')?.textContent ?? this.model };
    const picker = document.querySelector<ModelPicker>("model-picker");
    return (value?.models ?? [value?.once ?? own]).find(model => picker?.marks(model.id)?.includes("vision") === false);
  }

  /** Why nothing can be sent now; empty where it can. */
  #reason(): string {
    if (this.isEmpty) {
      return this.dataset["textEmpty"] ?? "";
    }
    if (this.#strip.isBusy) {
      return this.dataset["textUploading"] ?? "";
    }
    if (this.#strip.hasFailed) {
      return this.dataset["textUnfit"] ?? "";
    }
    const blind = this.#strip.hasPictures ? this.#blind() : undefined;
    if (blind) {
      return fill(this.dataset["textBlind"], { model: blind.name });
    }
    const estimate = this.#estimate;
    return estimate && estimate.expectedCredits > estimate.availableCredits
      ? fill(this.dataset["textPoor"], { needed: number(estimate.expectedCredits), available: number(estimate.availableCredits) })
      : "";
  }
}

customElements.define("prompt-composer", PromptComposer);
