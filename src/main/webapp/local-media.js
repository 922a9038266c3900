/**
 * Microphone, camera and screen of this browser.
 *
 * @module local-media
 */

const WORDS = { audio: "microphone", video: "camera" };
const INPUTS = { audio: "audioinput", video: "videoinput" };
const BUSY = new Set(["NotReadableError", "AbortError"]);
const REFUSED = new Set(["NotAllowedError", "SecurityError"]);

/** Why a microphone or camera can't be used, with a `message` for users. */
export class MediaRefusal extends Error {
  /**
   * @param {string} name name of the browser's error
   * @param {("audio" | "video")[]} kinds the requested kinds
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
        return "Browsers permit microphone and camera only on pages that were loaded over https or from localhost.";
      case "NotAllowedError":
      case "SecurityError":
        return `This browser was not allowed to use the ${all}. Change that in the settings beside the page’s address.`;
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
 * The tracks of the local peer. Turning the microphone off only mutes it; turning the camera off releases it, so that
 * its light goes out. A shared screen is sent instead of the camera.
 */
export class LocalMedia {
  #tracks = { audio: null, video: null };
  #chosen = {};
  #screen = null;
  #listener;

  /**
   * @param {object} listener
   * @param {(kind: "audio" | "video") => void} listener.changed called when a track changes
   * @param {(words: string) => void} listener.happened called with a message about a change that the user did not cause
   */
  constructor(listener) {
    this.#listener = listener;
  }

  /** The track that is sent; for `video` the screen while it is shared. @returns {MediaStreamTrack | null} */
  track(kind) {
    return kind === "video" && this.#screen ? this.#screen : this.#tracks[kind];
  }

  /** @returns {boolean} whether this device is on, muted neither by the user nor by the system */
  on(kind) {
    const track = this.#tracks[kind];
    return track !== null && track.enabled && !track.muted;
  }

  /** @returns {boolean} */
  get sharing() {
    return this.#screen !== null;
  }

  /** The id of the device in use, empty if there is none. @returns {string} */
  device(kind) {
    return this.#tracks[kind]?.getSettings().deviceId ?? "";
  }

  /**
   * Turns on microphone and camera, or only one of them if the other cannot be used. If the user refuses the request
   * for both, this method tries only devices that were permitted before, so that the user is not asked again.
   *
   * @returns {Promise<MediaRefusal | null>} why a device could not be turned on; null if both are on
   */
  async open() {
    try {
      await this.#acquire(["audio", "video"]);
      return null;
    } catch (both) {
      if (both.name === "InsecureContext") {
        return both;
      }
      const kinds = REFUSED.has(both.name) ? await granted() : ["audio", "video"];
      let refusal = both;
      for (const kind of kinds) {
        await this.#acquire([kind]).catch((e) => (refusal = e));
      }
      const missing = ["audio", "video"].filter((kind) => !this.#tracks[kind]);
      return missing.length === 0 ? null : new MediaRefusal(refusal.name, missing);
    }
  }

  /**
   * @param {"audio" | "video"} kind
   * @param {boolean} wanted
   * @throws {MediaRefusal} if the device can't be turned on
   */
  async turn(kind, wanted) {
    const track = this.#tracks[kind];
    if (wanted && !track) {
      await this.#acquire([kind]);
    } else if (track && kind === "audio") {
      track.enabled = wanted;
      this.#listener.changed(kind);
    } else if (track && !wanted) {
      this.#lose(kind);
    }
  }

  /**
   * Selects a device. It stays off if the current device of its kind is off.
   *
   * @throws {MediaRefusal} if the device can't be used
   */
  async choose(kind, deviceId) {
    const before = this.#chosen[kind];
    const enabled = this.#tracks[kind]?.enabled;
    this.#chosen[kind] = deviceId;
    if (enabled === undefined) {
      return;
    }
    try {
      this.#stop(kind); // Phones cannot open two cameras at the same time.
      await this.#acquire([kind]);
      this.#tracks[kind].enabled = enabled;
    } catch (refusal) {
      this.#chosen[kind] = before;
      throw refusal;
    } finally {
      this.#listener.changed(kind);
    }
  }

  /** Asks the user for a screen or window and sends it until `unshare` is called or the user stops sharing. */
  async share() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
    [this.#screen] = stream.getVideoTracks();
    this.#screen.onended = () => this.unshare();
    this.#listener.changed("video");
  }

  unshare() {
    this.#screen?.stop();
    this.#screen = null;
    this.#listener.changed("video");
  }

  /** Releases all devices. */
  close() {
    this.unshare();
    this.#lose("audio");
    this.#lose("video");
  }

  async #acquire(kinds) {
    if (!navigator.mediaDevices?.getUserMedia) {
      throw new MediaRefusal("InsecureContext", kinds);
    }
    try {
      this.#take(await navigator.mediaDevices.getUserMedia(this.#wishes(kinds)));
    } catch (e) {
      if (kinds.length > 1 || !BUSY.has(e.name) || !(await this.#acquireAnother(kinds[0]))) {
        throw new MediaRefusal(e.name, kinds);
      }
    }
  }

  #wishes(kinds) {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const device = (kind) => (this.#chosen[kind] ? { deviceId: { exact: this.#chosen[kind] } } : {});
    return {
      audio: kinds.includes("audio") && device("audio"),
      video: kinds.includes("video") && { ...size, ...device("video") },
    };
  }

  /** Tries the other devices of this kind, because another program uses the first one. */
  async #acquireAnother(kind) {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const others = devices.filter((device) => device.kind === INPUTS[kind] && device.deviceId !== this.#chosen[kind]);
    for (const { deviceId } of others) {
      try {
        this.#take(await navigator.mediaDevices.getUserMedia({ [kind]: { deviceId: { exact: deviceId } } }));
        return true;
      } catch {
        // The next device may work.
      }
    }
    return false;
  }

  #take(stream) {
    for (const track of stream.getTracks()) {
      this.#stop(track.kind);
      this.#tracks[track.kind] = track;
      this.#watch(track);
      this.#listener.changed(track.kind);
    }
  }

  /** Reports when the device is unplugged, or is interrupted, for example by a phone call. */
  #watch(track) {
    const device = WORDS[track.kind];
    track.onended = () => {
      delete this.#chosen[track.kind];
      this.#lose(track.kind);
      this.#listener.happened(`The ${device} was disconnected. Turn it on again to use another device.`);
    };
    track.onmute = () => {
      this.#listener.changed(track.kind);
      this.#listener.happened(`Your device has turned the ${device} off, perhaps for a phone call.`);
    };
    track.onunmute = () => {
      this.#listener.changed(track.kind);
      this.#listener.happened(`The ${device} works again.`);
    };
  }

  #lose(kind) {
    if (this.#tracks[kind]) {
      this.#stop(kind);
      this.#listener.changed(kind);
    }
  }

  #stop(kind) {
    const track = this.#tracks[kind];
    if (track) {
      track.onended = track.onmute = track.onunmute = null;
      track.stop();
      this.#tracks[kind] = null;
    }
  }
}

/** The kinds that the user has already permitted. */
async function granted() {
  const kinds = [];
  for (const kind of ["audio", "video"]) {
    const permission = await navigator.permissions?.query({ name: WORDS[kind] }).catch(() => null);
    if (permission?.state === "granted") {
      kinds.push(kind);
    }
  }
  return kinds;
}
