// What the call page says to people. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./modules.mjs";

const { callEnded, displayName, joinFailed, newRoomName, roomNameProblem } = await load("words.js");

test("a room may be called nearly anything", () => {
  for (const name of ["kitchen", "Küche 7/8", "...", "a".repeat(128), "🎈".repeat(128), "__proto__"]) {
    assert.equal(roomNameProblem(name), "");
  }
});

test("what the server would refuse as a room name is explained before", () => {
  for (const name of ["", ".", "..", "a\nb", "a\u200bb", "\u202eabc", "\ud800", "a".repeat(129)]) {
    assert.notEqual(roomNameProblem(name), "");
  }
});

test("a refused join is explained by the server's code", async () => {
  const never = () => assert.fail("The code says it all");
  assert.equal(await joinFailed({ code: "room_full" }, never), "This room is full.");
  assert.equal(await joinFailed({ code: 4403 }, never), "You are not allowed into this room.");
  assert.match(await joinFailed({ code: "strange" }, never), /did not let you into this room \(strange\)/);
});

test("when the browser says nothing, the server is asked why", async () => {
  const words = (status) => joinFailed({ code: 1006 }, async () => status);
  assert.match(await words(null), /can’t be reached/);
  assert.match(await words(400), /does not accept this room name/);
  assert.match(await words(429), /Too many connections/);
  assert.match(await words(426), /refused the connection/);
});

test("the end of a call is explained by its code", () => {
  assert.match(callEnded({ code: 1006 }), /was lost/);
  assert.match(callEnded({ code: 4403 }), /removed from the room/);
  assert.match(callEnded({ code: 4999 }), /\(4999\)/);
});

test("whatever a peer calls itself, something can be shown", () => {
  assert.equal(displayName({ name: " Ada " }), "Ada");
  assert.equal(displayName({ name: "A\u202eda\n" }), "A da");
  assert.equal([...displayName({ name: "🎈".repeat(99) })].length, 60);
  for (const name of [undefined, null, 7, {}, [], "", "\u0000", " "]) {
    assert.equal(displayName({ name }), "Someone");
  }
});

test("a new room has a name of its own", () => {
  assert.match(newRoomName(), /^[a-z]{4}-[a-z]{4}-[a-z]{4}$/);
  assert.notEqual(newRoomName(), newRoomName());
});
