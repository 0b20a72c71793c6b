// Opens a packed page: starts Allure's application and gives it its data (see single_file.py, packed_block.py).
// The application waits for allureReportDataReady, then reads allureReportData[name] and expects base64, or a
// promise of it. While something is being unpacked, the page says so.
{
  const blocks = new Map();
  const note = document.createElement("p");
  let unpacking = 0;
  note.className = "unpacking";
  note.setAttribute("role", "status");
  document.body.append(note);

  window.allureReportData = new Proxy({}, { has: () => true, get: (_, name) => told("Unpacking …", file(String(name))) });
  window.allureReportDataReady = true;
  told("Opening the report …", started()).catch(cannotBeRead);

  async function started() {
    const code = await (await unzipped("application")).blob();
    const script = document.createElement("script");
    const loaded = new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    script.src = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    document.head.append(script);
    await Promise.all([loaded, index()]);
    // The application listens for this event, which is over where the page is small.
    if (document.readyState !== "loading") document.dispatchEvent(new Event("DOMContentLoaded"));
  }

  async function told(words, work) {
    unpacking += 1;
    note.textContent = words;
    note.hidden = false;
    try {
      return await work;
    } finally {
      unpacking -= 1;
      note.hidden = unpacking === 0;
    }
  }

  function cannotBeRead(error) {
    document.body.textContent = `The data of this report cannot be read (${error}); open it in a newer browser.`;
  }

  async function file(name) {
    const ofBlock = /^data\/attachments\/(\d+)-/.exec(name);
    const number = ofBlock ? ofBlock[1] : ((await index())[name] ?? 0);
    return content(await block(number), name);
  }

  async function index() {
    return JSON.parse(atob(content(await block(0), "blocks.json")));
  }

  function block(number) {
    const key = String(number);
    if (!blocks.has(key)) blocks.set(key, unzipped(`block-${key}`).then((each) => each.json()));
    blocks.get(key).catch(cannotBeRead);
    return blocks.get(key);
  }

  async function unzipped(id) {
    const zipped = await fetch(`data:application/gzip;base64,${(await element(id)).textContent}`);
    return new Response(zipped.body.pipeThrough(new DecompressionStream("gzip")));
  }

  // The blocks stand behind the application in the page, and may still be on their way.
  async function element(id) {
    if (document.readyState === "loading") {
      await new Promise((resolve) => {
        const look = () => {
          if (document.readyState !== "loading" || isComplete(document.getElementById(id))) resolve();
          else setTimeout(look, 10);
        };
        look();
      });
    }
    return document.getElementById(id);
  }

  // An element that is followed by another one has been read to its end.
  function isComplete(found) {
    return Boolean(found?.nextSibling);
  }

  function content(unpacked, name) {
    if (Object.hasOwn(unpacked.raw, name)) return unpacked.raw[name];
    if (!Object.hasOwn(unpacked.names, name)) throw new Error(`There is no ${name} in this report`);
    return base64(text(unpacked, unpacked.names[name]));
  }

  function text(unpacked, number) {
    const separator = unpacked.texts[number][0];
    const numbers = unpacked.texts[number].slice(1).split(" ");
    const places = numbers.map((each) => unpacked.pieces[each]).join(separator).split("\0");
    const values = unpacked.values[number].split(" ");
    const filled = places.map((each, at) => (at ? values[at - 1] + each : each)).join("");
    return filled.replace(/\x01(\d+)\x01/g, (_, embedded) => base64(text(unpacked, Number(embedded))));
  }

  function base64(text) {
    const bytes = new TextEncoder().encode(text);
    const at_once = 0x8000; // the number of arguments of a call is limited
    let latin = "";
    for (let from = 0; from < bytes.length; from += at_once) {
      latin += String.fromCharCode(...bytes.subarray(from, from + at_once));
    }
    return btoa(latin);
  }
}
