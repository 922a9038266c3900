import type { IceServer, MucSignalingPeer } from "./muc-signaling.js";

/** Why the connection to a peer does not get better. */
export type CallProblem = "unsupported" | "broken" | "no_answer" | "no_route" | "no_relay" | "lost";

export interface CallListener {
  /** Told of the peer's picture and sound whenever their tracks change. */
  stream(stream: MediaStream): void;
  /** Told of the state of the connection. */
  state(state: RTCPeerConnectionState, reason?: CallProblem): void;
}

/** How picture and sound travel. */
export interface Quality {
  /** Whether they go through a TURN server. */
  relayed: boolean;
  /** The milliseconds there and back. */
  roundTrip: number | undefined;
  /** The share of packets that were lost, from 0 to 1. */
  lost: number;
}

/** Picture and sound between the local peer and one other, by WebRTC. It never throws. */
export class CallPeer {
  constructor(peer: MucSignalingPeer<any, any>, iceServers: IceServer[], listener: CallListener);
  /** Sends this track from now on, or nothing. */
  setTrack(kind: "audio" | "video", track: MediaStreamTrack | null): void;
  /** Looks for a new way to the peer, because the network has changed. */
  restart(): void;
  /** How loud the peer was on average since the last call of this method, from 0 to 1. */
  loudness(): Promise<number>;
  /** How picture and sound travel; null while there is no connection. */
  quality(): Promise<Quality | null>;
  /** Ends the connection; no listener is called any more. */
  close(): void;
}
