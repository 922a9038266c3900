/**
 * The call page: lobby, call and the transitions between them.
 *
 * All addresses are relative to the page, so that the page works under any context path and behind a TLS proxy.
 */

import { accessToken } from "./access-token.js";
import { Announcer } from "./announcer.js";
import { DeviceDialog } from "./device-dialog.js";
import { LocalMedia } from "./local-media.js";
import { Loudness } from "./loudness.js";
import { RoomCall } from "./room-call.js";
import { callEnded, callInterrupted, displayName, joinFailed, newRoomName, roomNameProblem } from "./words.js";

document.documentElement.dataset.ready = "";

const element = (id) => document.getElementById(id);
const buttons = (selector, action) =>
  document.querySelectorAll(selector).forEach((button) => button.addEventListener("click", () => action(button)));

const channelBase = new URL("muc", document.baseURI).href;
const announcer = new Announcer(element("live"));
const loudness = new Loudness();
const media = new LocalMedia({ changed: mediaChanged, happened: notice });
const devices = new DeviceDialog(media, {
  refused: (words) => notice(words),
  plugged: (words) => notice(words),
  speaker: (deviceId) => call?.speaker(deviceId),
});
let call = null;

/** Shows a text in an element. An empty text hides the element. */
function problem(id, words) {
  element(id).textContent = words;
  element(id).hidden = words === "";
}

function notice(words) {
  if (element("call").hidden) {
    problem("media-problem", words);
  } else {
    problem("notice-words", words);
    element("notice").hidden = words === "";
  }
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
  element("share").querySelector(".label").textContent = media.sharing ? "Stop sharing" : "Share screen";
  element("preview").srcObject = ownPicture();
  element("preview-words").hidden = media.on("video");
  call?.mediaChanged();
}

async function turn(kind) {
  const wanted = !media.on(kind);
  try {
    await media.turn(kind, wanted);
    notice("");
    announcer.say(`${kind === "audio" ? "Microphone" : "Camera"} ${media.on(kind) ? "on" : "off"}`);
  } catch (refusal) {
    notice(refusal.message);
  }
}

async function share() {
  try {
    await (media.sharing ? media.unshare() : media.share());
    announcer.say(media.sharing ? "You share your screen" : "You no longer share your screen");
  } catch (e) {
    if (e.name !== "NotAllowedError") {
      notice(`The screen can’t be shared (${e.name}).`);
    }
  }
}

/** Shows the errors of the fields. Returns whether all fields are valid. */
function checkFields(name, room) {
  const problems = { name: name === "" ? "Enter your name." : "", room: roomNameProblem(room) };
  for (const [field, words] of Object.entries(problems)) {
    problem(`${field}-problem`, words);
    element(field).setAttribute("aria-invalid", String(words !== ""));
  }
  const wrong = Object.keys(problems).find((field) => problems[field] !== "");
  if (wrong) {
    element(wrong).focus();
  }
  return wrong === undefined;
}

async function join(event) {
  event.preventDefault();
  const name = element("name").value.trim();
  const room = element("room").value.trim();
  problem("join-problem", "");
  if (!checkFields(name, room)) {
    return;
  }
  joining(true);
  const attempt = new RoomCall({ room, name: displayName({ name }) }, media, pageOf());
  call = attempt;
  try {
    await attempt.join();
    enter(room, name);
  } catch (e) {
    attempt.leave();
    if (call === attempt) {
      call = null;
      problem("join-problem", joinFailed(e, accessToken !== undefined));
    }
  } finally {
    joining(false);
  }
}

function pageOf() {
  return {
    base: channelBase,
    token: accessToken,
    speaker: devices.speaker,
    people: element("people"),
    loudness,
    say: (words) => announcer.say(words),
    notice,
    counted,
    interrupted: (cause) => interrupted(cause),
    ended: (ending) => finish(callEnded(ending)),
  };
}

function joining(now) {
  element("enter").disabled = now;
  element("enter").textContent = now ? "Joining…" : "Join";
  element("cancel").hidden = !now;
}

/** Cancels the current attempt to join. */
function cancel() {
  const attempt = call;
  call = null;
  attempt?.leave();
  element("enter").focus();
}

function counted(people) {
  element("count").textContent = people === 1 ? "Only you" : `${people} people`;
  element("call").classList.toggle("lonely", people === 1);
}

function interrupted(cause) {
  const words = cause ? callInterrupted(cause) : "";
  if (element("interruption").textContent !== words) {
    problem("interruption", words);
    cause || announcer.say("Connected to the server again");
  }
}

function link() {
  const address = new URL(location.pathname, location.href);
  address.searchParams.set("room", call.room);
  return address.href;
}

function enter(room, name) {
  remember(name);
  history.replaceState(null, "", link());
  document.title = `${room} · Video call`;
  element("room-title").textContent = room;
  problem("interruption", "");
  element("lobby").hidden = true;
  element("call").hidden = false;
  notice("");
  element("room-title").focus();
}

/** Returns to the lobby and shows the reason, unless the user left. Releases camera, microphone and screen. */
function finish(words) {
  call?.leave();
  call = null;
  media.close();
  loudness.close();
  showQuality(false);
  document.title = "Video call";
  element("call").hidden = true;
  element("lobby").hidden = false;
  problem("join-problem", words);
  if (words === "") {
    announcer.say("You left the room");
  }
  element("enter").focus();
}

function showQuality(shown) {
  element("quality").setAttribute("aria-pressed", String(shown));
  call?.showQuality(shown);
}

async function copyLink(button) {
  try {
    await navigator.clipboard.writeText(link());
    const label = button.querySelector(".label");
    label.textContent = "Link copied";
    announcer.say("Link copied");
    setTimeout(() => (label.textContent = "Copy link"), 2000);
  } catch {
    notice(`This browser does not let the page copy. The link is ${link()}`);
  }
}

function remember(name) {
  try {
    localStorage.setItem("name", name);
  } catch {
    // Storage is disabled: the name is not remembered.
  }
}

function remembered() {
  try {
    return localStorage.getItem("name") ?? "";
  } catch {
    return "";
  }
}

/** Alt+M mutes or unmutes, whatever element has the focus. */
function shortcut(event) {
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyM") {
    event.preventDefault();
    turn("audio");
  }
}

element("name").value = remembered();
element("room").value = new URLSearchParams(location.search).get("room") ?? newRoomName();
element("join").addEventListener("submit", join);
element("cancel").addEventListener("click", cancel);
element("leave").addEventListener("click", () => finish(""));
element("share").addEventListener("click", share);
element("share").hidden = !navigator.mediaDevices?.getDisplayMedia;
element("quality").addEventListener("click", ({ currentTarget }) =>
  showQuality(currentTarget.getAttribute("aria-pressed") !== "true"),
);
element("notice-close").addEventListener("click", () => notice(""));
buttons("button[data-kind]", (button) => turn(button.dataset.kind));
buttons("button.choose", () => devices.open());
buttons("button.invite", copyLink);
addEventListener("keydown", shortcut);
addEventListener("pagehide", () => call && finish(""));
["audio", "video"].forEach(mediaChanged);
if (typeof RTCPeerConnection === "function") {
  problem("media-problem", (await media.open())?.message ?? "");
  await devices.refresh();
} else {
  element("enter").disabled = true;
  problem("join-problem", "This browser can’t make calls: it has no WebRTC, or its settings forbid it.");
}
