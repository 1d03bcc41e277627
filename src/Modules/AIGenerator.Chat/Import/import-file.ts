/** Says which file is chosen and how large it is. Without script the field shows the name by itself. */
export class ImportFile extends HTMLElement {
  connectedCallback(): void {
    this.onchange = event => this.#tell((event.target as HTMLInputElement).files?.[0]);
  }

  #tell(file: File | undefined): void {
    const isSmall = (file?.size ?? 0) < 1024 ** 2;
    const size = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: isSmall ? "kilobyte" : "megabyte", maximumFractionDigits: isSmall ? 0 : 1 });
    this.querySelector("output")!.textContent = file ? `${file.name} · ${size.format(file.size / 1024 ** (isSmall ? 1 : 2))}` : "";
  }
}

customElements.define("import-file", ImportFile);
