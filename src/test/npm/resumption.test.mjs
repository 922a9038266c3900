// The state by which a client resumes its membership after a lost connection. Run by `node --test`.

import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./modules.mjs";

const { Resumption } = await load("muc-signaling/resumption.js");

const texts = (resumption) => resumption.unconfirmed.map(({ text }) => text);

function keeping(...kept) {
  const resumption = new Resumption({ token: "secret" });
  kept.forEach((text) => assert.ok(resumption.keep({ text })));
  return resumption;
}

test("counts the server's messages except pong, error and resumed", () => {
  const resumption = new Resumption({ token: "secret" });
  for (const type of ["peer_joined", "pong", "from", "error", "resumed", "event", "a newer one"]) {
    resumption.arrived({ type });
  }
  assert.deepEqual(resumption.request, { type: "resume", token: "secret", received: 5 });
});

test("confirmed messages are dropped and unconfirmed ones are kept in order", () => {
  const resumption = keeping("1", "2", "3");
  assert.ok(resumption.confirm(0));
  assert.ok(resumption.confirm(2));
  assert.deepEqual(texts(resumption), ["3"]);
  resumption.keep({ text: "4" });
  assert.ok(resumption.confirm(2));
  assert.deepEqual(texts(resumption), ["3", "4"]);
  assert.ok(resumption.confirm(4));
  assert.deepEqual(texts(resumption), []);
});

test("an impossible confirmation is ignored", () => {
  const resumption = keeping("1", "2");
  resumption.confirm(1);
  for (const received of [0, 3, -1, 1.5, NaN, "2", null, undefined]) {
    assert.equal(resumption.confirm(received), false, String(received));
  }
  assert.deepEqual(texts(resumption), ["2"]);
});

test("keeps messages up to its limits and reports early that it is filling up", () => {
  const resumption = new Resumption({ token: "secret" }, { messages: 4, characters: 100 });
  assert.equal(resumption.full, false);
  assert.ok(resumption.keep({ text: "x" }));
  assert.equal(resumption.full, true);
  assert.equal(resumption.keep({ text: "x".repeat(100) }), false);
  assert.ok(resumption.keep({ text: "x".repeat(99) }));
  assert.equal(resumption.keep({ text: "x" }), false);
  resumption.confirm(2);
  for (let i = 0; i < 4; i++) {
    assert.ok(resumption.keep({ text: "x" }));
  }
  assert.equal(resumption.keep({ text: "" }), false);
});

test("forgetting unsent messages frees space for others", () => {
  const resumption = new Resumption({ token: "secret" }, { messages: 2, characters: 10 });
  resumption.keep({ text: "status 1", status: true });
  resumption.forget(({ status }) => status);
  assert.ok(resumption.keep({ text: "status 2" }));
  assert.deepEqual(texts(resumption), ["status 2"]);
});
