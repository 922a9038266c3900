// The texts that the call page shows to its users. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./modules.mjs";

const {
  callEnded,
  callInterrupted,
  connectionWords,
  displayName,
  joinFailed,
  newRoomName,
  qualityWords,
  roomNameProblem,
  whoIsHere,
} = await load("words.js");

test("a room may have nearly any name", () => {
  for (const name of ["kitchen", "Küche 7/8", "...", "a".repeat(128), "🎈".repeat(128), "__proto__"]) {
    assert.equal(roomNameProblem(name), "");
  }
});

test("a room name that the server would refuse is explained in advance", () => {
  for (const name of ["", ".", "..", "a\nb", "a\u200bb", "\u202eabc", "\ud800", "a".repeat(129)]) {
    assert.notEqual(roomNameProblem(name), "");
  }
});

test("a refused join is explained by its code", () => {
  assert.equal(joinFailed({ code: "room_full" }), "This room is full.");
  assert.equal(joinFailed({ code: 4403 }), "You are not allowed into this room.");
  assert.match(joinFailed({ code: "strange" }), /did not let you into this room \(strange\)/);
  assert.match(joinFailed({ code: "unauthenticated" }), /sign in first/);
  assert.match(joinFailed({ code: "unauthenticated" }, true), /Ask for a new one/);
  assert.match(joinFailed({ code: "rate_limited" }), /in a moment/);
  assert.match(joinFailed({ code: "rate_limited", retryAfter: 6500 }), /in 7 seconds/);
});

test("each refusal code of the module has its own text", () => {
  const codes = ["bad_room_name", "captive", "forbidden", "no_websocket", "not_found", "proxy_authentication",
    "redirected", "timeout", "unauthenticated", "unavailable", "unreachable"];
  const words = codes.map((code) => joinFailed({ code }));
  assert.equal(new Set(words).size, codes.length);
  assert.ok(words.every((text) => !text.includes("did not let you")));
});

test("the end of a call is explained by its code", () => {
  assert.match(callEnded({ code: 1006 }), /was lost/);
  assert.match(callEnded({ code: 4403 }), /removed from the room/);
  assert.match(callEnded({ code: 4999 }), /\(4999\)/);
});

test("zero-width joiners are kept within names", () => {
  assert.equal(displayName({ name: "👩‍🚀" }), "👩‍🚀");
  assert.equal(displayName({ name: "می‌خواهم" }), "می‌خواهم");
  assert.equal(displayName({ name: "\u200dAda\u200c" }), "Ada");
  assert.equal(displayName({ name: "\u200d" }), "Someone");
  assert.equal(displayName({ name: "👩‍🚀".repeat(99) }), "👩‍🚀".repeat(60));
  assert.equal(roomNameProblem("می‌خواهم"), "");
  assert.equal(roomNameProblem("👩‍🚀"), "");
  assert.notEqual(roomNameProblem("a\u200d"), "");
  assert.notEqual(roomNameProblem("\u200ca"), "");
});

test("the peers in the room are listed in a sentence", () => {
  assert.equal(whoIsHere("kitchen", []), "You joined kitchen. Nobody else is here.");
  assert.equal(whoIsHere("kitchen", ["Ada"]), "You joined kitchen. Ada is here.");
  assert.equal(whoIsHere("kitchen", ["Ada", "Grace", "Linus"]), "You joined kitchen. Ada, Grace and Linus are here.");
});

test("the text of an interruption says that the call will continue", () => {
  assert.match(callInterrupted({ code: 1006 }), /was lost.*go on/);
  assert.match(callInterrupted({ code: "captive" }), /sign in.*go on/);
});

test("texts explain why a connection fails and how good it is", () => {
  assert.equal(connectionWords("connected"), "");
  assert.equal(connectionWords("connecting"), "Connecting…");
  assert.match(connectionWords("failed", "no_relay"), /no relay/);
  assert.equal(qualityWords(null), "No connection");
  assert.equal(qualityWords({ relayed: false, roundTrip: 12, lost: 0 }), "Direct · 12 ms");
  assert.equal(qualityWords({ relayed: true, roundTrip: undefined, lost: 0.2 }), "Through a relay · 20 % lost");
});

test("any peer name results in a displayable name", () => {
  assert.equal(displayName({ name: " Ada " }), "Ada");
  assert.equal(displayName({ name: "A\u202eda\n" }), "A da");
  assert.equal([...displayName({ name: "🎈".repeat(99) })].length, 60);
  for (const name of [undefined, null, 7, {}, [], "", "\u0000", " "]) {
    assert.equal(displayName({ name }), "Someone");
  }
});

test("each new room has a random name", () => {
  assert.match(newRoomName(), /^[a-z]{4}-[a-z]{4}-[a-z]{4}$/);
  assert.notEqual(newRoomName(), newRoomName());
});
