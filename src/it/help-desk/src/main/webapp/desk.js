import { MucSignaling, WebSocketChannel } from "./muc-signaling.js";

const form = document.querySelector("form");
const base = new URL("muc", location.href.replace(/^http/, "ws")).href;

function tell(text) {
  const line = document.createElement("li");
  line.textContent = text;
  document.querySelector("ul").append(line);
}

form.addEventListener("submit", async (submission) => {
  submission.preventDefault();
  const name = new FormData(form).get("name");
  const signaling = new MucSignaling(new WebSocketChannel(base, `help for ${name}`));
  signaling.setStatus({ name });
  signaling.onServerEvent("greeting", (greeting) => tell(greeting.text));
  signaling.on("peer_joined", (peer) => {
    tell(`${peer.status.name ?? "Somebody"} is here`);
    peer.on("left", () => tell(`${peer.status.name ?? "Somebody"} is gone`));
  });
  signaling.on("closed", (ending) => tell(`The connection is closed: ${ending.reason}`));
  await signaling.connect();
  form.hidden = true;
});
