/**
 * Microphone and camera of this browser, each on or off.
 *
 * @module local-media
 */

const WORDS = { audio: "microphone", video: "camera" };

/** Why a microphone or camera can't be used, with a `message` for people. */
export class MediaRefusal extends Error {
  /**
   * @param {string} name name of the browser's error
   * @param {("audio" | "video")[]} kinds what was asked for
   */
  constructor(name, kinds) {
    super(
      MediaRefusal.#words(
        name,
        kinds.map((kind) => WORDS[kind]),
      ),
    );
    this.name = name;
  }

  static #words(name, devices) {
    const all = devices.join(" and ");
    switch (name) {
      case "InsecureContext":
        return "Browsers lend microphone and camera only to pages that came over https or from localhost.";
      case "NotAllowedError":
      case "SecurityError":
        return `This browser was not allowed to use the ${all}. The settings beside the page’s address change that.`;
      case "NotFoundError":
      case "OverconstrainedError":
        return `No ${devices.join(" or ")} was found.`;
      case "NotReadableError":
      case "AbortError":
        return `The ${all} can’t be started. Perhaps another program is using it.`;
      default:
        return `The ${all} can’t be started (${name}).`;
    }
  }
}

/**
 * The tracks of the local peer. Turned off, the microphone is muted and kept; the camera is given back, so that its
 * light goes out.
 */
export class LocalMedia {
  #tracks = { audio: null, video: null };
  #changed;

  /** @param {(kind: "audio" | "video", track: MediaStreamTrack | null) => void} changed told of every change */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @returns {MediaStreamTrack | null} */
  track(kind) {
    return this.#tracks[kind];
  }

  /** @returns {boolean} whether the others would hear or see something */
  on(kind) {
    return this.#tracks[kind]?.enabled ?? false;
  }

  /**
   * Turns on what there is: both, or else one of them.
   *
   * @returns {Promise<MediaRefusal | null>} what could not be had, if anything
   */
  async open() {
    try {
      await this.#acquire(["audio", "video"]);
      return null;
    } catch (both) {
      if (both.name === "InsecureContext") {
        return both;
      }
      const refusals = [];
      for (const kind of ["audio", "video"]) {
        await this.#acquire([kind]).catch((refusal) => refusals.push(refusal));
      }
      return refusals.length === 1 ? refusals[0] : both;
    }
  }

  /**
   * @param {"audio" | "video"} kind
   * @param {boolean} wanted
   * @throws {MediaRefusal} when it can't be turned on
   */
  async turn(kind, wanted) {
    const track = this.#tracks[kind];
    if (wanted && !track) {
      await this.#acquire([kind]);
    } else if (track && kind === "audio") {
      track.enabled = wanted;
      this.#changed(kind, track);
    } else if (track && !wanted) {
      this.#lose(kind);
    }
  }

  /** Gives both back. */
  close() {
    this.#lose("audio");
    this.#lose("video");
  }

  async #acquire(kinds) {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new MediaRefusal("InsecureContext", kinds);
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: kinds.includes("audio"),
        video: kinds.includes("video") && { width: { ideal: 1280 }, height: { ideal: 720 } },
      });
    } catch (e) {
      throw new MediaRefusal(e.name, kinds);
    }
    for (const track of stream.getTracks()) {
      this.#lose(track.kind);
      this.#tracks[track.kind] = track;
      track.onended = () => this.#lose(track.kind);
      this.#changed(track.kind, track);
    }
  }

  #lose(kind) {
    const track = this.#tracks[kind];
    if (track) {
      track.onended = null;
      track.stop();
      this.#tracks[kind] = null;
      this.#changed(kind, null);
    }
  }
}
