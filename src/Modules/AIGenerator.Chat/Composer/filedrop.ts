import { fillsField } from "../Client/longtext";

/** What may be dropped and pasted, and where. */
interface Drop {
  /** Shown while a file is held over the page. */
  readonly veil: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly add: (files: File[]) => void;
  /** The name of a long text that was pasted or dropped. */
  readonly pastedName: string;
}

/** Takes files that are dropped anywhere on the page or pasted into it; a text that would fill the field becomes a file, too. */
export function takeFiles(drop: Drop, signal: AbortSignal): void {
  const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const addText = (text: string): void => drop.add([new File([text], drop.pastedName, { type: "text/plain" })]);
  const show = (isShown: boolean): void => { drop.veil.hidden = !isShown; };
  document.addEventListener("dragover", event => {
    if (holds(event)) {
      event.preventDefault();
      event.dataTransfer!.dropEffect = "copy";
      show(true);
    }
  }, { signal });
  document.addEventListener("dragleave", event => {
    if (event.relatedTarget === null) {
      show(false);
    }
  }, { signal });
  // What is dragged out of the field itself only changes its place.
  let isOwn = false;
  drop.field.addEventListener("dragstart", () => { isOwn = true; }, { signal });
  drop.field.addEventListener("dragend", () => { isOwn = false; }, { signal });
  document.addEventListener("drop", event => {
    show(false);
    if (holds(event)) {
      event.preventDefault();
      drop.add([...event.dataTransfer!.files]);
      return;
    }
    const text = event.target === drop.field && !isOwn ? event.dataTransfer?.getData("text/plain") ?? "" : "";
    if (fillsField(text)) {
      event.preventDefault();
      addText(text);
    }
  }, { signal });
  document.addEventListener("paste", event => {
    const data = event.clipboardData;
    const other = event.target instanceof Element ? event.target.closest("input, textarea, dialog, [contenteditable]") : null;
    if (!data || (other && other !== drop.field)) {
      return;
    }
    // A copied cell or word often brings its own picture along: where there is text, the text is meant.
    const text = data.getData("text/plain");
    if (data.files.length > 0 && !text) {
      event.preventDefault();
      drop.add([...data.files]);
    } else if (other && fillsField(text)) {
      event.preventDefault();
      addText(text);
    }
  }, { signal });
}
