import { Loudness } from "./loudness.js";

const LISTS = { audio: "audioinput", video: "videoinput", speaker: "audiooutput" };
const NAMES = { audioinput: "Microphone", videoinput: "Camera", audiooutput: "Speaker" };
const REFRESH = 100;

/** The dialog for camera, microphone and speaker, with a level meter. */
export class DeviceDialog {
  #dialog = document.getElementById("devices");
  #media;
  #listener;
  #loudness = new Loudness();
  #timer;
  #known = null;
  #speaker = "";

  /**
   * @param {import("./local-media.js").LocalMedia} media
   * @param {object} listener
   * @param {(words: string) => void} listener.refused called with the reason when a device can't be used
   * @param {(words: string) => void} listener.plugged called when a new device is plugged in
   * @param {(deviceId: string) => void} listener.speaker called when a speaker is selected
   */
  constructor(media, listener) {
    this.#media = media;
    this.#listener = listener;
    this.#dialog.addEventListener("close", () => this.#closed());
    for (const list of Object.keys(LISTS)) {
      this.#select(list).addEventListener("change", ({ target }) => this.#chosen(list, target.value));
    }
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.#changed());
  }

  /** The id of the selected speaker; empty for the default. */
  get speaker() {
    return this.#speaker;
  }

  async open() {
    this.#dialog.showModal();
    this.#timer = setInterval(() => this.#measure(), REFRESH);
    await this.refresh();
  }

  /** Updates the lists of devices. */
  async refresh() {
    const devices = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
    this.#known ??= new Set(devices.map(key));
    for (const [list, kind] of Object.entries(LISTS)) {
      const select = this.#select(list);
      const options = devices.filter((device) => device.kind === kind).map(option);
      const current = list === "speaker" ? this.#speaker : this.#media.device(list);
      select.replaceChildren(...options);
      select.value = options.some(({ value }) => value === current) ? current : (options[0]?.value ?? "");
      select.closest("p").hidden = options.length === 0 || (list === "speaker" && !("setSinkId" in select.ownerDocument.createElement("video")));
    }
  }

  async #changed() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    const fresh = devices.filter((device) => this.#known && !this.#known.has(key(device)) && device.label);
    this.#known = new Set(devices.map(key));
    await this.refresh();
    if (fresh.length > 0) {
      this.#listener.plugged(`${fresh[0].label} was plugged in. Choose it in Devices.`);
    }
  }

  async #chosen(list, deviceId) {
    try {
      if (list === "speaker") {
        this.#speaker = deviceId;
        this.#listener.speaker(deviceId);
      } else {
        await this.#media.choose(list, deviceId);
      }
    } catch (refusal) {
      this.#listener.refused(refusal.message);
    }
  }

  #measure() {
    this.#loudness.listenTo(this.#media.track("audio"));
    document.getElementById("level").value = this.#loudness.level;
  }

  #closed() {
    clearInterval(this.#timer);
    this.#loudness.close();
  }

  #select(list) {
    return document.getElementById(`choose-${list}`);
  }
}

const key = ({ kind, deviceId }) => `${kind} ${deviceId}`;

function option({ kind, deviceId, label }, index) {
  return new Option(label || `${NAMES[kind]} ${index + 1}`, deviceId);
}
