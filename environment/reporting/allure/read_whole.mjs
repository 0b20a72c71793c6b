// Reads each result and attachment in one piece. Allure opens a stream for every file, and a stream has a
// buffer of 64 kB: 30,000 attachments of 3 kB cost 2 GB of buffers, and more than half of the time.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";

const opened = fs.createReadStream;
fs.createReadStream = (path, options) =>
  options ? opened(path, options) : Readable.from([fs.readFileSync(path)], { objectMode: true });
syncBuiltinESMExports();
