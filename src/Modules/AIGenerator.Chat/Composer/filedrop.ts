const longestPaste = 8000;

/** What may be dropped and pasted, and where. */
interface Drop {
  /** Shown while a file is held over the page. */
  readonly veil: HTMLElement;
  readonly field: HTMLTextAreaElement;
  readonly add: (files: File[]) => void;
  /** The name of a long text that was pasted. */
  readonly pastedName: string;
}

/** Takes files that are dropped anywhere on the page or pasted into it; a pasted text that would fill the field becomes a file, too. */
export function takeFiles(drop: Drop, signal: AbortSignal): void {
  const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
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
  document.addEventListener("drop", event => {
    show(false);
    if (holds(event)) {
      event.preventDefault();
      drop.add([...event.dataTransfer!.files]);
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
    } else if (other && text.length > longestPaste) {
      event.preventDefault();
      drop.add([new File([text], drop.pastedName, { type: "text/plain" })]);
    }
  }, { signal });
}
