/**
 * The call page. A peer's status is `{ "name": string, "microphone": boolean, "camera": boolean }`.
 *
 * All addresses are relative to the page, so that it works under any context path and behind a TLS proxy.
 */

import { CallPeer } from "./call-peer.js";
import { LocalMedia } from "./local-media.js";
import { MucSignaling, WebSocketChannel } from "./muc-signaling.js";
import { Tile } from "./tile.js";
import { callEnded, displayName, joinFailed, newRoomName, roomNameProblem } from "./words.js";

const element = (id) => document.getElementById(id);

const channelBase = new URL("muc", document.baseURI).href.replace(/^http/, "ws");
const media = new LocalMedia(mediaChanged);
let call = null;

/** Being in one room: the signaling, and a connection and a tile for each of the others. */
class Call {
  #room;
  #name;
  #iceServers;
  #signaling;
  #peers = new Map();
  #self = new Tile(true);

  constructor(room, name, iceServers) {
    this.#room = room;
    this.#name = name;
    this.#iceServers = iceServers;
    this.#signaling = new MucSignaling(new WebSocketChannel(channelBase, room));
    this.#signaling.on("peer_joined", (peer) => this.#meet(peer));
    this.#signaling.on("closed", (ending) => finish(callEnded(ending)));
    this.#signaling.on("error", (error) => console.warn("The server answered", error));
  }

  async join() {
    element("people").replaceChildren(this.#self.element);
    this.mediaChanged();
    await this.#signaling.connect();
    this.#count();
  }

  leave() {
    this.#signaling.close();
    this.#peers.forEach((connection) => connection.close());
    element("people").replaceChildren();
  }

  get link() {
    const link = new URL(location.pathname, location.href);
    link.searchParams.set("room", this.#room);
    return link.href;
  }

  mediaChanged() {
    const status = { name: this.#name, microphone: media.on("audio"), camera: media.on("video") };
    this.#signaling.setStatus(status);
    this.#self.describe(status);
    this.#self.show(ownPicture());
    for (const connection of this.#peers.values()) {
      connection.setTrack("audio", media.track("audio"));
      connection.setTrack("video", media.track("video"));
    }
  }

  #meet(peer) {
    const tile = new Tile(false);
    tile.describe(peer.status);
    tile.connection("new");
    element("people").append(tile.element);
    const connection = new CallPeer(peer, this.#iceServers, {
      stream: (stream) => tile.show(stream),
      state: (state) => tile.connection(state),
    });
    connection.setTrack("audio", media.track("audio"));
    connection.setTrack("video", media.track("video"));
    this.#peers.set(peer.id, connection);
    peer.on("status_changed", (status) => tile.describe(status));
    peer.on("left", () => {
      connection.close();
      this.#peers.delete(peer.id);
      tile.show(null);
      tile.element.remove();
      this.#count();
      say(`${tile.name} left`);
    });
    this.#count();
    if (peer.first) {
      say(`${tile.name} joined`);
    }
  }

  #count() {
    const others = this.#peers.size;
    element("count").textContent = others === 0 ? "Only you" : `${others + 1} people`;
    element("call").classList.toggle("lonely", others === 0);
  }
}

/** Tells those who listen to the page instead of looking at it. */
function say(words) {
  element("live").textContent = words;
}

/** Shows words in their place, or clears it. */
function problem(id, words) {
  element(id).textContent = words;
  element(id).hidden = words === "";
}

function notice(words) {
  problem("notice-words", words);
  element("notice").hidden = words === "";
}

function ownPicture() {
  const track = media.track("video");
  return track && new MediaStream([track]);
}

function mediaChanged(kind) {
  const words = kind === "audio" ? ["Unmute", "Mute"] : ["Start camera", "Stop camera"];
  for (const button of document.querySelectorAll(`button[data-kind="${kind}"]`)) {
    button.classList.toggle("off", !media.on(kind));
    button.querySelector(".label").textContent = words[Number(media.on(kind))];
    button.querySelector("use").setAttribute("href", `#icon-${kind}${media.on(kind) ? "" : "-off"}`);
  }
  element("preview").srcObject = ownPicture();
  element("preview-words").hidden = media.on("video");
  call?.mediaChanged();
}

async function turn(kind) {
  try {
    await media.turn(kind, !media.on(kind));
    problem("media-problem", "");
    notice("");
  } catch (refusal) {
    problem("media-problem", refusal.message);
    notice(refusal.message);
  }
}

async function iceServers() {
  try {
    const answer = await fetch(new URL("muc-ice-servers.json", document.baseURI));
    return answer.ok ? await answer.json() : [];
  } catch {
    return [];
  }
}

/** The status with which the server answers a plain request for the room, null when there is no answer. */
async function askAbout(room) {
  try {
    return (await fetch(new URL(`muc/${encodeURIComponent(room)}`, document.baseURI), { cache: "no-store" })).status;
  } catch {
    return null;
  }
}

async function join(event) {
  event.preventDefault();
  const name = element("name").value.trim();
  const room = element("room").value.trim();
  const wrong = name === "" ? "Enter your name." : roomNameProblem(room);
  problem("join-problem", wrong);
  element("name").setAttribute("aria-invalid", String(name === ""));
  element("room").setAttribute("aria-invalid", String(roomNameProblem(room) !== ""));
  if (wrong) {
    element(name === "" ? "name" : "room").focus();
    return;
  }
  element("enter").disabled = true;
  try {
    call = new Call(room, displayName({ name }), await iceServers());
    await call.join();
    enter(room, name);
  } catch (e) {
    call?.leave();
    call = null;
    problem("join-problem", await joinFailed(e, () => askAbout(room)));
  } finally {
    element("enter").disabled = false;
  }
}

function enter(room, name) {
  remember(name);
  history.replaceState(null, "", call.link);
  document.title = `${room} · Video call`;
  element("room-title").textContent = room;
  notice("");
  element("lobby").hidden = true;
  element("call").hidden = false;
  element("room-title").focus();
}

/** Back to the lobby; the words say why, if it was not the person's own wish. */
function finish(words) {
  call?.leave();
  call = null;
  document.title = "Video call";
  element("call").hidden = true;
  element("lobby").hidden = false;
  problem("join-problem", words);
  say(words === "" ? "You left the room" : "");
  element("enter").focus();
}

async function copyLink(button) {
  try {
    await navigator.clipboard.writeText(call.link);
    const label = button.querySelector(".label");
    label.textContent = "Link copied";
    say("Link copied");
    setTimeout(() => (label.textContent = "Copy link"), 2000);
  } catch {
    notice(`This browser does not let the page copy. The link is ${call.link}`);
  }
}

function remember(name) {
  try {
    localStorage.setItem("name", name);
  } catch {
    // Storage is switched off: the name is asked for again.
  }
}

function remembered() {
  try {
    return localStorage.getItem("name") ?? "";
  } catch {
    return "";
  }
}

element("name").value = remembered();
element("room").value = new URLSearchParams(location.search).get("room") ?? newRoomName();
element("join").addEventListener("submit", join);
element("leave").addEventListener("click", () => finish(""));
element("notice-close").addEventListener("click", () => notice(""));
document.querySelectorAll("button[data-kind]").forEach((b) => b.addEventListener("click", () => turn(b.dataset.kind)));
document.querySelectorAll("button.invite").forEach((b) => b.addEventListener("click", () => copyLink(b)));
addEventListener("pagehide", () => call && finish(""));
["audio", "video"].forEach(mediaChanged);
problem("media-problem", (await media.open())?.message ?? "");
