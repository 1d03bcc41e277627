import { part } from "@ui/api";
import { toast } from "@ui/toast";

/** What browsers that have it call SpeechRecognition; the standard's types are in no library yet. */
interface Recognizer extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  stop(): void;
}
interface Heard extends Event {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>;
}

const find = (): (new () => Recognizer) | undefined => {
  const names = globalThis as { SpeechRecognition?: new () => Recognizer; webkitSpeechRecognition?: new () => Recognizer };
  return names.SpeechRecognition ?? names.webkitSpeechRecognition;
};

/**
 * Writes what is said into a field until it is stopped, by the button, by Escape or by sending. The browser (or its maker) hears; we get text.
 * What is certain goes to the field's end, what may still change stands in the strip above it.
 */
export function dictate(composer: HTMLElement, field: HTMLTextAreaElement, write: (text: string) => void, page: AbortSignal): void {
  const Recognition = find();
  const strip = part(composer, "listening");
  if (!Recognition || !strip.hidden || page.aborted) {
    return;
  }
  const ending = new AbortController();
  const ear = new Recognition();
  ear.lang = document.documentElement.lang;
  ear.continuous = true;
  ear.interimResults = true;
  const heard = part(composer, "heard");
  ear.addEventListener("result", event => {
    const { results, resultIndex } = event as Heard;
    let open = "";
    for (const result of Array.from(results).slice(resultIndex)) {
      const text = result[0]?.transcript ?? "";
      if (result.isFinal) {
        write(`${field.value.trimEnd()}${field.value.trim() ? " " : ""}${text.trim()}`);
      } else {
        open += text;
      }
    }
    heard.textContent = open;
  }, { signal: ending.signal });
  ear.addEventListener("error", event => {
    const { error } = event as Event & { error?: string };
    if (error !== "aborted" && error !== "no-speech") {
      toast(strip.dataset[error === "not-allowed" ? "textForbidden" : "textFailed"] ?? "", { isError: true });
    }
  }, { signal: ending.signal });
  ear.addEventListener("end", () => {
    ending.abort();
    const isHere = strip.contains(document.activeElement) || document.activeElement === document.body;
    strip.hidden = true;
    heard.textContent = "";
    if (isHere) {
      field.focus();
    }
  }, { signal: ending.signal });
  const stop = (): void => ear.stop();
  part(composer, "listening-stop").addEventListener("click", stop, { signal: ending.signal });
  composer.addEventListener("prompt-sent", stop, { signal: ending.signal });
  page.addEventListener("abort", stop, { signal: ending.signal });
  composer.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      event.preventDefault();
      stop();
    }
  }, { signal: ending.signal });
  strip.hidden = false;
  ear.start();
  part(composer, "listening-stop").focus();
}
