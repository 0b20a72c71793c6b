// Loaded by the page of a shop: shows the frame with the card fields, and asks it for a token. The card never
// leaves the frame.
(() => {
  "use strict";
  const origin = new URL(document.currentScript.src).origin;

  function mount(host, key, title) {
    const frame = document.createElement("iframe");
    frame.src = `${origin}/pages/fields`;
    frame.title = title;
    host.replaceChildren(frame);
    const loaded = new Promise((resolve, reject) => {
      frame.addEventListener("load", resolve);
      frame.addEventListener("error", reject);
    });

    async function createToken() {
      await loaded;
      return new Promise((resolve, reject) => {
        const channel = new MessageChannel();
        const timer = window.setTimeout(() => reject(new Error("the gateway does not answer")), 10000);
        channel.port1.onmessage = ({ data }) => {
          window.clearTimeout(timer);
          if (data.token) resolve(data.token);
          else reject(Object.assign(new Error("no token"), { userMessage: data.message }));
        };
        frame.contentWindow.postMessage({ do: "token", key }, origin, [channel.port2]);
      });
    }

    return { createToken };
  }

  window.GatewayFields = { mount };
})();
