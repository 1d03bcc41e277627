/** Colours for code in answers. Loaded only once an answer holds code. Runs on the page, and in a worker for long blocks: see `distant`. */
import hljs from "highlight.js/lib/core";
import { grammarsOf } from "./grammars";

/** Up to here colouring takes less than a frame or two. */
const longestHere = 8_000;
/** Longer code stays plain: its many coloured words would make the page itself slow. */
export const longest = 120_000;

interface Order { readonly id: number; readonly text: string; readonly language: string }
interface Answer { readonly id: number; readonly html: string | null }

/** Colours one finished code element. */
export async function colour(code: HTMLElement, language: string): Promise<void> {
  const text = code.textContent;
  const html = text.length > longest ? null : text.length > longestHere ? await distant(text, language) : await coloured(text, language);
  if (html !== null && code.textContent === text) {
    code.innerHTML = html;
    code.classList.add("hljs");
  }
}

export async function coloured(text: string, language: string): Promise<string | null> {
  const grammars = await grammarsOf(language);
  for (const [name, grammar] of grammars.filter(([name]) => !hljs.getLanguage(name))) {
    hljs.registerLanguage(name, grammar);
  }
  const name = grammars[0]?.[0];
  return name ? hljs.highlight(text, { language: name, ignoreIllegals: true }).value : null;
}

let worker: Worker | undefined;
let orders = 0;
const waiting = new Map<number, (html: string | null) => void>();

/** Off the page's thread: this same file, started as a worker. */
function distant(text: string, language: string): Promise<string | null> {
  if (!worker) {
    worker = new Worker(import.meta.url, { type: "module" });
    worker.addEventListener("message", (event: MessageEvent<Answer>) => finish(event.data.id, event.data.html));
    worker.addEventListener("error", () => [...waiting.keys()].forEach(id => finish(id, null)));
  }
  const order: Order = { id: ++orders, text, language };
  worker.postMessage(order);
  return new Promise(resolve => waiting.set(order.id, resolve));
}

function finish(id: number, html: string | null): void {
  waiting.get(id)?.(html);
  waiting.delete(id);
}

if (typeof document === "undefined") {
  addEventListener("message", (event: MessageEvent<Order>) => {
    const { id, text, language } = event.data;
    void coloured(text, language).then(html => {
      const answer: Answer = { id, html };
      postMessage(answer);
    });
  });
}
