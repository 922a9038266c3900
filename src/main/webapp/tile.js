import { displayName } from "./words.js";

/** The place of one person on the page: picture, name, and what the status says. */
export class Tile {
  /** The element to put on the page. */
  element = document.getElementById("tile").content.firstElementChild.cloneNode(true);
  #video = this.element.querySelector("video");
  #status = {};

  /** @param {boolean} self whether it shows the local peer: mirrored, and silent */
  constructor(self) {
    this.#video.muted = self;
    this.#video.classList.toggle("mirrored", self);
    this.element.classList.toggle("self", self);
    for (const event of ["loadedmetadata", "resize", "emptied"]) {
      this.#video.addEventListener(event, () => this.#refresh());
    }
  }

  /** The name that it shows. */
  get name() {
    return displayName(this.#status);
  }

  /** @param {MediaStream | null} stream */
  show(stream) {
    if (this.#video.srcObject !== stream) {
      this.#video.srcObject = stream;
    }
    this.#refresh();
  }

  /**
   * @param {{ name?: string, microphone?: boolean, camera?: boolean }} status what the peer says of itself; whatever is
   *     missing or of another kind is taken for unknown
   */
  describe(status) {
    this.#status = status;
    this.#refresh();
  }

  /** @param {RTCPeerConnectionState} state */
  connection(state) {
    const words = {
      new: "Connecting…",
      connecting: "Connecting…",
      disconnected: "Connection is weak…",
      failed: "No connection",
    };
    this.element.querySelector(".link").textContent = words[state] ?? "";
    this.element.dataset.connection = state;
  }

  #refresh() {
    const { microphone, camera } = this.#status;
    const picture = camera !== false && this.#video.videoWidth > 0;
    const self = this.element.classList.contains("self");
    this.element.classList.toggle("pictured", picture);
    this.element.classList.toggle("silent", microphone === false);
    this.element.dataset.colour = [...this.name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
    this.element.querySelector(".initial").textContent = [...this.name][0].toUpperCase();
    this.element.querySelector(".who").textContent = self ? `${this.name} (you)` : this.name;
    this.element.querySelector(".part").textContent =
      (microphone === false ? ", microphone off" : "") + (camera === false ? ", camera off" : "");
    this.#video.setAttribute("aria-label", `Picture of ${this.name}`);
  }
}
