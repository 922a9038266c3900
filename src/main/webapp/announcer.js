const LINGERS = 10_000;

/** Tells those who listen to the page instead of looking at it. Messages stand side by side: none replaces another. */
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
