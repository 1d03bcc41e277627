interface ToastOptions {
  /** Errors stay until they are closed. */
  readonly isError?: boolean;
  /** The button's label, where there is something to do. */
  readonly action?: string;
  readonly act?: () => void;
  /** Where the button leads instead. */
  readonly href?: string | undefined;
  readonly ms?: number;
}

/** A short message at the edge of the page. The shell shows it. */
export function toast(text: string, options: ToastOptions = {}): void {
  const action = options.action ? { text: options.action, run: options.act, href: options.href } : undefined;
  document.dispatchEvent(new CustomEvent("ui:toast", {
    detail: { text, tone: options.isError ? "danger" : "neutral", action, ms: options.ms },
  }));
}
