import { visit } from "@ui/api";
import { toast } from "@ui/toast";
import { assetOf } from "../Form/ownasset";

/**
 * A picture of the product on its way over the page. The ways to the studio take it, to be worked on there; a page that takes files takes it as one of them.
 * Where the studio itself is open its form takes it.
 */
export function carry(dragged: EventTarget | null, tray: HTMLElement): void {
  const asset = dragged instanceof Element ? pictured(dragged) : undefined;
  if (!asset) {
    return;
  }
  const { href = "", textUnreachable = "" } = tray.dataset;
  const abort = new AbortController();
  const options = { capture: true, signal: abort.signal };
  const ways = [...document.querySelectorAll<HTMLElement>(`a.nav-link[href="${href}"]`)];
  const veil = document.querySelector<HTMLElement>('[data-part="veil"]');
  const under = (event: DragEvent): HTMLElement | undefined => ways.find(way => event.target instanceof Node && way.contains(event.target));
  const show = (over: HTMLElement | undefined, isVeiled: boolean): void => {
    ways.forEach(way => { way.dataset["takesPicture"] = way === over ? "now" : ""; });
    if (veil) {
      veil.hidden = !isVeiled;
    }
  };
  const end = (): void => {
    abort.abort();
    show(undefined, false);
    ways.forEach(way => { delete way.dataset["takesPicture"]; });
  };

  // Before the page's own listeners, which would take the small picture that the browser drags along.
  addEventListener("dragover", event => {
    const way = under(event);
    show(way, !way);
    if (way || veil) {
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer!.dropEffect = "copy";
    }
  }, options);
  addEventListener("dragleave", event => { if (event.relatedTarget === null) { show(undefined, false); } }, options);
  addEventListener("drop", event => {
    const way = under(event);
    end();
    if (way || veil) {
      event.preventDefault();
      event.stopPropagation();
      if (way) {
        visit(`${href}?task=remix&source=${asset}`);
      } else {
        bring(asset, veil!).catch(() => toast(textUnreachable, { isError: true }));
      }
    }
  }, options);
  addEventListener("dragend", end, options);
  show(undefined, false);
}

function pictured(dragged: Element): string | undefined {
  return assetOf(dragged.closest("img")?.src ?? "") ?? assetOf(dragged.closest("a")?.href ?? "");
}

/** As if the file had been dragged in from a folder. Until it is here nothing is sent without it, and another page does not get it. */
async function bring(asset: string, veil: HTMLElement): Promise<void> {
  const coming = fileOf(`/api/assets/${asset}?download=true`);
  document.dispatchEvent(new CustomEvent("files-coming", { detail: coming }));
  const data = new DataTransfer();
  data.items.add(await coming);
  if (veil.isConnected) {
    document.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
  }
}

async function fileOf(address: string): Promise<File> {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new TypeError(address);
  }
  const picture = await answer.blob();
  // A drawing is text to whoever looks at pictures.
  return picture.type === "image/svg+xml" ? fileOf(`${address}&format=png`) : new File([picture], nameIn(answer.headers.get("content-disposition") ?? ""), { type: picture.type });
}

function nameIn(disposition: string): string {
  return decodeURIComponent(/filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1] ?? "picture");
}
