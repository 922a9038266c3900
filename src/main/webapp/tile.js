import { connectionWords, displayName, graphemes } from "./words.js";

/** The tile of one peer: video, name and status. */
export class Tile {
  /** The element to put on the page. */
  element = document.getElementById("tile").content.firstElementChild.cloneNode(true);
  #video = this.element.querySelector("video");
  #hear = this.element.querySelector(".hear");
  #status = {};

  /** @param {boolean} self whether the tile shows the local peer, mirrored and muted */
  constructor(self) {
    this.#video.muted = self;
    this.element.classList.toggle("self", self);
    this.#hear.addEventListener("click", () => this.#play());
    for (const event of ["loadedmetadata", "resize", "emptied"]) {
      this.#video.addEventListener(event, () => this.#refresh());
    }
  }

  /** The displayed name of the peer. */
  get name() {
    return displayName(this.#status);
  }

  /** @param {MediaStream | null} stream */
  show(stream) {
    if (this.#video.srcObject !== stream) {
      this.#video.srcObject = stream;
    }
    if (stream) {
      this.#play();
    }
    this.#refresh();
  }

  /**
   * @param {{ name?: string, microphone?: boolean, camera?: boolean, screen?: boolean }} status the peer's status;
   *     a missing or invalid field means that the value is unknown
   */
  describe(status) {
    this.#status = status;
    this.#refresh();
  }

  /**
   * @param {RTCPeerConnectionState} state
   * @param {string} [problem] the reason for a problem with the connection
   */
  connection(state, problem) {
    this.element.querySelector(".link").textContent = connectionWords(state, problem);
    this.element.dataset.connection = state;
    this.element.dataset.problem = problem ?? "";
  }

  /** @param {string} words the connection quality; empty to hide it */
  quality(words) {
    this.element.querySelector(".quality").textContent = words;
  }

  /** @param {boolean} speaking */
  speaking(speaking) {
    this.element.classList.toggle("speaking", speaking);
  }

  /**
   * Plays the audio of this peer on this device.
   *
   * @param {string} deviceId
   */
  speaker(deviceId) {
    this.#video.setSinkId?.(deviceId).catch((e) => console.warn("The speaker can’t be used", e));
  }

  /** Plays the stream, or shows a button that does so: browsers may block audio until the first user gesture. */
  #play() {
    this.#video.play().then(
      () => (this.#hear.hidden = true),
      (e) => (this.#hear.hidden = e.name !== "NotAllowedError"),
    );
  }

  #refresh() {
    const { microphone, camera, screen } = this.#status;
    const picture = (camera !== false || screen === true) && this.#video.videoWidth > 0;
    const self = this.element.classList.contains("self");
    this.#video.classList.toggle("mirrored", self && screen !== true);
    this.element.classList.toggle("pictured", picture);
    this.element.classList.toggle("silent", microphone === false);
    this.element.classList.toggle("screen", screen === true);
    this.element.dataset.colour = [...this.name].reduce((sum, c) => sum + c.codePointAt(0), 0) % 6;
    this.element.querySelector(".initial").textContent = graphemes(this.name)[0].toUpperCase();
    this.element.querySelector(".who").textContent = self ? `${this.name} (you)` : this.name;
    this.element.querySelector(".part").textContent =
      (microphone === false ? ", microphone off" : "") +
      (camera === false ? ", camera off" : "") +
      (screen === true ? ", shares the screen" : "");
    this.#video.setAttribute("aria-label", `Picture of ${this.name}`);
  }
}
