// A call with rtc-lib, in the room of the query parameter: ?room=NAME. Each peer is shown by a video with its name as
// the title.

const base = new URL("../muc", location.href).href.replace(/^http/, "ws");
const channel = new rtc.WebSocketChannel(base, new URLSearchParams(location.search).get("room"));
const room = new rtc.Room(new rtc.MucSignaling(channel), {});

room.local.status("name", "rtc-lib");
room.local.addStream({ audio: true, video: true });

room.on("peer_joined", (peer) => {
  const picture = document.createElement("video");
  picture.autoplay = true;
  picture.title = peer.status("name");
  picture.dataset.microphone = peer.status("microphone");
  document.getElementById("peers").append(picture);
  new rtc.MediaDomElement(picture, peer);
  peer.on("status_changed", () => (picture.dataset.microphone = peer.status("microphone")));
  peer.on("left", () => picture.remove());
});

// Browsers play sound only on pages with which the user has interacted.
document.getElementById("join").addEventListener("click", () => {
  room.connect().then(() => (document.body.dataset.state = "connected"));
});
