// What Allure reads of a results folder. A result is read in one piece: Allure opens a stream for every file,
// and a stream has a buffer of 64 kB. Of an attachment it gets a reference, since Allure only carries its
// content into the page; single_file.py takes the content from the folder (30,000 attachments of 3 kB).
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import { Readable } from "node:stream";

const opened = fs.createReadStream;
fs.createReadStream = (path, options) => (options ? opened(path, options) : Readable.from([content(path)], { objectMode: true }));
syncBuiltinESMExports();

function content(path) {
  const name = basename(String(path));
  return /-attachment(\.[^.]*)?$/.test(name) ? Buffer.from(`attachment:${name}`) : fs.readFileSync(path);
}
