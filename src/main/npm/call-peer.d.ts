import type { IceServer, MucSignalingPeer } from "./muc-signaling.js";

/** The reason for a problem with the connection to a peer. */
export type CallProblem = "unsupported" | "broken" | "no_answer" | "no_route" | "no_relay" | "lost";

export interface CallListener {
  /** Called with the peer's media whenever their tracks change. */
  stream(stream: MediaStream): void;
  /** Called with the state of the connection and the reason for a problem. */
  state(state: RTCPeerConnectionState, reason?: CallProblem): void;
}

/** The path of audio and video, and its quality. */
export interface Quality {
  /** Whether a TURN server relays them. */
  relayed: boolean;
  /** The round-trip time in milliseconds. */
  roundTrip: number | undefined;
  /** The share of lost packets, from 0 to 1. */
  lost: number;
}

/** Audio and video between the local peer and one other peer, by WebRTC. It never throws. */
export class CallPeer {
  constructor(peer: MucSignalingPeer<any, any>, iceServers: IceServer[], listener: CallListener);
  /** Sends this track from now on; null sends nothing. */
  setTrack(kind: "audio" | "video", track: MediaStreamTrack | null): void;
  /** Restarts ICE because the network has changed. */
  restart(): void;
  /** Returns the average loudness of the peer since the last call of this method, from 0 to 1. */
  loudness(): Promise<number>;
  /** Returns the quality of the connection; null while there is none. */
  quality(): Promise<Quality | null>;
  /** Closes the connection. No listener is called afterwards. */
  close(): void;
}
