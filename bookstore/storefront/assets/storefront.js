// The pages work without this script, up to the payment. It sends each form once, says that it is working,
// and lets the gateway's fields make the token that stands for the card.
(() => {
  "use strict";

  function lock(form) {
    const button = form.querySelector("button[type=submit]");
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
    if (button) {
      button.dataset.label = button.textContent;
      button.textContent = form.dataset.working || button.textContent;
      button.setAttribute("aria-disabled", "true");
    }
  }

  function unlock(form) {
    const button = form.querySelector("button[type=submit]");
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    if (button && button.dataset.label) {
      button.textContent = button.dataset.label;
      button.removeAttribute("aria-disabled");
    }
  }

  function tell(trouble) {
    const told = document.getElementById("payment-trouble");
    told.textContent = trouble;
    told.hidden = false;
  }

  function sendOnce(form, before) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      lock(form);
      document.getElementById("payment-trouble")?.setAttribute("hidden", "");
      if (before) {
        event.preventDefault();
        before().then(
          () => form.submit(),
          (problem) => {
            tell(problem.userMessage || form.dataset.failed);
            unlock(form);
          },
        );
      }
    });
  }

  const byTransfer = (form) => ["advance", "invoice"].includes(form.elements.method.value);

  // The gateway's script may come later than this one, or never.
  function withCard(form, host) {
    const loaded = new Promise((resolve) => window.addEventListener("load", resolve));
    const fields = loaded.then(() => {
      if (!window.GatewayFields) throw new Error("the gateway's script was not loaded");
      return window.GatewayFields.mount(host, host.dataset.key, host.dataset.title);
    });
    fields.catch(() => tell(form.dataset.failed));
    const late = () => new Promise((_, reject) => window.setTimeout(reject, 10000, new Error("too late")));
    return async () => {
      if (byTransfer(form)) return; // a transfer needs no card
      const mounted = await Promise.race([fields, late()]);
      form.elements.payment_token.value = await mounted.createToken();
    };
  }

  // The button pays with a card or a wallet; otherwise it places an order that is paid later.
  function sayWhatItDoes(form, button) {
    const orders = [button.textContent, form.dataset.working];
    const pays = [button.dataset.pays, button.dataset.paying];
    const say = () => {
      if (form.dataset.sent) return;
      const later = byTransfer(form) || form.elements.method.value === "card_on_shipment";
      [button.textContent, form.dataset.working] = later ? orders : pays;
    };
    form.addEventListener("change", say);
    window.addEventListener("pageshow", say); // a browser that comes back fills in what was chosen
    say();
  }

  for (const button of document.querySelectorAll("button[data-pays]")) sayWhatItDoes(button.form, button);

  for (const form of document.querySelectorAll("form[data-once]")) {
    const host = form.querySelector("#card-fields");
    sendOnce(form, host && withCard(form, host));
  }

  // A page that comes back from the browser's memory may be used again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-once]").forEach(unlock);
  });

  // After a refusal, readers and keyboards begin at what is to be done.
  const refusal = document.querySelector("section.refusal");
  if (refusal) {
    refusal.tabIndex = -1;
    refusal.focus();
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // An order that is being worked on is looked at again, as long as the page is open.
  if (document.querySelector("[data-look-again]")) {
    window.setTimeout(() => window.location.reload(), 2000);
  }
})();
