// Gives Allure's application its data: a gzip of [4 bytes: length of the index][index][contents], see single_file.py.
// The application waits for allureReportDataReady, then reads allureReportData[name] and expects base64.
async function unpack(packed) {
  try {
    await fill(packed);
  } catch (error) {
    document.body.textContent = `The data of this report cannot be read (${error}); open it in a newer browser.`;
    await new Promise(() => {}); // the application must not start
  }
}

async function fill(packed) {
  const zipped = Uint8Array.from(atob(packed), (each) => each.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const contents = 4 + new DataView(bytes.buffer).getUint32(0);
  let end = contents;
  for (const [name, length] of JSON.parse(new TextDecoder().decode(bytes.subarray(4, contents)))) {
    const start = end;
    end += length;
    const content = bytes.subarray(start, end);
    Object.defineProperty(window.allureReportData, name, { get: () => base64(content), configurable: true });
  }
}

function base64(bytes) {
  const at_once = 0x8000; // the number of arguments of a call is limited
  let text = "";
  for (let from = 0; from < bytes.length; from += at_once) {
    text += String.fromCharCode(...bytes.subarray(from, from + at_once));
  }
  return btoa(text);
}
