/** Opens a picture of the conversation in its own size. */
export function openPicture(page: HTMLElement, address: string, name: string): void {
  const dialog = page.querySelector<HTMLDialogElement>("dialog.picture")!;
  const picture = dialog.querySelector("img")!;
  picture.src = address;
  picture.alt = name;
  dialog.querySelector("h2")!.textContent = name;
  const save = dialog.querySelector("a")!;
  save.href = address;
  save.download = name;
  dialog.showModal();
}
