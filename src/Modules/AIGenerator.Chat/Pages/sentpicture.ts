/** Opens a sent picture in its own size. */
export function openPicture(page: HTMLElement, row: HTMLElement): void {
  const dialog = page.querySelector<HTMLDialogElement>("dialog.picture")!;
  const address = `/api/chat/attachments/${row.dataset["attachment"]}`;
  const picture = dialog.querySelector("img")!;
  picture.src = address;
  picture.alt = row.dataset["name"] ?? "";
  dialog.querySelector("h2")!.textContent = row.dataset["name"] ?? "";
  const save = dialog.querySelector("a")!;
  save.href = address;
  save.download = row.dataset["name"] ?? "";
  dialog.showModal();
}
