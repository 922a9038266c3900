/** The browser's measurements of one call. Unreported figures are 0, an unreported round-trip time is undefined. */
export class CallStatistics {
  #heard = { energy: 0, seconds: 0 };

  /**
   * Returns the average loudness of the peer since the last call of this method.
   *
   * @param {RTCRtpReceiver | undefined} receiver the receiver of the peer's audio
   * @returns {Promise<number>} the root mean square of the samples, from 0 to 1
   */
  async loudness(receiver) {
    const report = await receiver?.getStats().catch(() => null);
    const sound = [...(report?.values() ?? [])].find(({ type }) => type === "inbound-rtp");
    if (sound?.totalAudioEnergy === undefined) {
      return receiver?.getSynchronizationSources?.()[0]?.audioLevel ?? 0;
    }
    const { energy, seconds } = this.#heard;
    this.#heard = { energy: sound.totalAudioEnergy, seconds: sound.totalSamplesDuration };
    const passed = this.#heard.seconds - seconds;
    return passed > 0 ? Math.sqrt(Math.max(0, this.#heard.energy - energy) / passed) : 0;
  }

  /**
   * @param {RTCPeerConnection | null} connection
   * @returns {Promise<{ relayed: boolean, roundTrip: number | undefined, lost: number } | null>} the media path; null
   *     while there is no connection
   */
  async quality(connection) {
    const report = await connection?.getStats().catch(() => null);
    const entries = [...(report?.values() ?? [])];
    const transport = entries.find(({ type }) => type === "transport");
    const pair =
      report?.get(transport?.selectedCandidatePairId) ??
      entries.find(({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded");
    if (!pair || connection.connectionState !== "connected") {
      return null;
    }
    const ends = [report.get(pair.localCandidateId), report.get(pair.remoteCandidateId)];
    const incoming = entries.filter(({ type }) => type === "inbound-rtp");
    const sum = (figure) => incoming.reduce((total, entry) => total + Math.max(0, entry[figure] ?? 0), 0);
    return {
      relayed: ends.some((end) => end?.candidateType === "relay"),
      roundTrip: pair.currentRoundTripTime === undefined ? undefined : Math.round(pair.currentRoundTripTime * 1000),
      lost: sum("packetsLost") / Math.max(1, sum("packetsLost") + sum("packetsReceived")),
    };
  }
}
