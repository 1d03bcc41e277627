import { live } from "./live";

/** Tells the page's balance chips, with live:balance on the document, what the workspace can spend now. Returns the way to stop. */
export function watchBalance(): () => void {
  return live.watch("balance", Infinity, event =>
    document.dispatchEvent(new CustomEvent("live:balance", { detail: event.data })));
}
