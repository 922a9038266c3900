const LINGERS = 10_000;

/** Announces messages to users of screen readers. Each message is a separate line, so it does not replace another. */
export class Announcer {
  #region;

  /** @param {HTMLElement} region a live region */
  constructor(region) {
    this.#region = region;
  }

  say(words) {
    const line = document.createElement("p");
    line.textContent = words;
    this.#region.append(line);
    setTimeout(() => line.remove(), LINGERS);
  }
}
