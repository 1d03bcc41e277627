/** A moment on the reader's own clock: the server wrote UTC, which stays where there is no script and as the tip. */
export class LocalTime extends HTMLElement {
  connectedCallback(): void {
    const time = this.querySelector("time");
    const moment = new Date(time?.dateTime ?? "");
    if (!time || Number.isNaN(moment.getTime()) || time.title) {
      return;
    }
    time.title = time.textContent ?? "";
    time.textContent = write(moment);
  }
}

// Day, month and hour in the order in which the catalogues write them.
function write(moment: Date): string {
  const parts = new Intl.DateTimeFormat(document.documentElement.lang, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  }).formatToParts(moment);
  const of = (type: string): string => parts.find(part => part.type === type)?.value ?? "";
  return `${of("day")} ${of("month")} ${of("year")}, ${of("hour")}:${of("minute")}`;
}

customElements.define("local-time", LocalTime);
