/** Measures the loudness of a track. Browsers allow this only after a user gesture. It must be closed after use. */
export class Loudness {
  #context = null;
  #source = null;
  #analyser;
  #track = null;
  #samples;

  /** @param {MediaStreamTrack | null} track the track to measure from now on; null stops measuring */
  listenTo(track) {
    if (track === this.#track) {
      return;
    }
    this.#track = track;
    this.#source?.disconnect();
    this.#source = null;
    if (track && typeof AudioContext === "function") {
      this.#context ??= new AudioContext();
      this.#analyser ??= this.#context.createAnalyser();
      this.#samples ??= new Float32Array(this.#analyser.fftSize);
      this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
      this.#source.connect(this.#analyser);
    }
  }

  /** The current loudness, from 0 to 1. @returns {number} */
  get level() {
    if (!this.#source || !this.#track.enabled) {
      return 0;
    }
    this.#context.resume().catch(() => {});
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.min(1, Math.sqrt(power) * 3);
  }

  close() {
    this.listenTo(null);
    this.#context?.close();
    this.#context = null;
    this.#analyser = undefined;
  }
}
