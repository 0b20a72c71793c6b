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

  function sendOnce(form, before) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      lock(form);
      if (before) {
        event.preventDefault();
        before().then(
          () => form.submit(),
          (problem) => {
            const told = document.getElementById("payment-trouble");
            told.textContent = problem.userMessage || form.dataset.failed;
            told.hidden = false;
            unlock(form);
          },
        );
      }
    });
  }

  function withCard(form, host) {
    const fields = window.GatewayFields && window.GatewayFields.mount(host, host.dataset.key, host.dataset.title);
    const token = form.elements.payment_token;
    return async () => {
      if (!fields) throw new Error("the gateway's script was not loaded");
      token.value = await fields.createToken();
    };
  }

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

  // An order that is being worked on is looked at again, as long as the page is open.
  if (document.querySelector("[data-look-again]")) {
    window.setTimeout(() => window.location.reload(), 2000);
  }
})();
