// Imports the modules of the web application into Node, from a copy in a package of ES modules.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const copy = mkdtempSync(join(tmpdir(), "muc-signaling-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
cpSync(fileURLToPath(new URL("../../main/webapp", import.meta.url)), copy, { recursive: true });
writeFileSync(join(copy, "package.json"), '{"type":"module"}');

/** Imports a module by its path in the web application. */
export const load = (path) => import(pathToFileURL(join(copy, path)).href);

/** Lets promises settle. */
export const soon = () => new Promise((resolve) => setImmediate(resolve));
