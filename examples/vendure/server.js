// Vendure as a small shop configures it: two-step payments with the official Stripe SDK after the pattern of
// Vendure's documentation, webhooks, and the confirmation mail of its own mail plugin. What is not configured
// here is Vendure's default. Telemetry is off: shop.toml sets VENDURE_DISABLE_TELEMETRY.
'use strict';
const fs = require('fs');
const https = require('https');
const path = require('path');
const vendure = require('@vendure/core');
const { EmailPlugin, FileBasedTemplateLoader, defaultEmailHandlers } = require('@vendure/email-plugin');
const Stripe = require('stripe').default || require('stripe');

const env = process.env;
const gateway = new URL(env.GATEWAY_URL);
const stripe = new Stripe(env.GATEWAY_SECRET_KEY, {
  host: gateway.hostname,
  port: gateway.port,
  protocol: 'https',
  telemetry: false,
  timeout: 2500,
  httpAgent: new https.Agent({ ca: fs.readFileSync(env.GATEWAY_CA), keepAlive: true }),
});
let injector;

// Vendure counts hundredths of every currency, Stripe the currency's own minor unit.
const decimals = code =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits;
const toMinorUnits = (amount, code) => Math.round(amount * 10 ** (decimals(code) - 2));

const STATES = { requires_capture: 'Authorized', succeeded: 'Settled', requires_action: 'Pending' };

async function createPayment(ctx, order, amount, args, metadata) {
  try {
    const intent = await stripe.paymentIntents.create({
      amount: toMinorUnits(amount, order.currencyCode),
      currency: order.currencyCode.toLowerCase(),
      payment_method: metadata.token,
      confirm: true,
      capture_method: metadata.method === 'wallet' ? 'automatic' : 'manual',
      allowed_payment_method_types: ['card'],
      return_url: 'https://shop.example/return',
      metadata: { checkout_id: order.code },
    });
    return { amount, transactionId: intent.id, state: STATES[intent.status] || 'Error', metadata: {} };
  } catch (error) {
    const declined = error.type === 'StripeCardError';
    const reason = error.code === 'card_declined' ? error.decline_code : error.code;
    return {
      amount,
      state: declined ? 'Declined' : 'Error',
      transactionId: error.payment_intent?.id || '',
      errorMessage: declined ? reason : `${error.type}: ${error.code || error.message}`,
      metadata: {},
    };
  }
}

async function settlePayment(ctx, order, payment) {
  if (payment.metadata.captured) return { success: true };
  try {
    await stripe.paymentIntents.capture(payment.transactionId);
    return { success: true };
  } catch (error) {
    return { success: false, state: 'Error', errorMessage: error.message };
  }
}

async function cancelPayment(ctx, order, payment) {
  try {
    await stripe.paymentIntents.cancel(payment.transactionId);
    return { success: true };
  } catch (error) {
    return { success: false, errorMessage: error.message };
  }
}

async function createRefund(ctx, input, amount, order, payment) {
  const refund = await stripe.refunds.create({
    payment_intent: payment.transactionId,
    amount: toMinorUnits(amount, order.currencyCode),
  });
  const state = { succeeded: 'Settled', pending: 'Pending' }[refund.status] || 'Failed';
  return { state, transactionId: refund.id };
}

const handler = new vendure.PaymentMethodHandler({
  code: 'card-or-wallet',
  description: [{ languageCode: vendure.LanguageCode.en, value: 'Card or wallet' }],
  args: {},
  init(given) {
    injector = given;
    captureAuthorizedOrders();
  },
  createPayment,
  settlePayment,
  cancelPayment,
  createRefund,
});

// A payment that waits for the customer's bank, as Vendure's documentation adds a state to the process.
const waitsForTheBank = {
  transitions: {
    Created: { to: ['Pending'], mergeStrategy: 'merge' },
    Pending: { to: ['Authorized', 'Settled', 'Declined', 'Error', 'Cancelled'], mergeStrategy: 'replace' },
  },
};

const asAdministrator = () => injector.get(vendure.RequestContextService).create({ apiType: 'admin' });

function captureAuthorizedOrders() {
  injector.get(vendure.EventBus).ofType(vendure.OrderStateTransitionEvent).subscribe(async event => {
    if (event.toState !== 'PaymentAuthorized') return;
    const ctx = await asAdministrator();
    const orders = injector.get(vendure.OrderService);
    for (const payment of await orders.getOrderPayments(ctx, event.order.id)) {
      if (payment.state !== 'Authorized') continue;
      await orders.settlePayment(ctx, payment.id).catch(error => vendure.Logger.error(error.message));
    }
  });
}

const TOLD = {
  'payment_intent.amount_capturable_updated': 'Authorized',
  'payment_intent.succeeded': 'Settled',
  'payment_intent.payment_failed': 'Declined',
};

async function webhook(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  let event;
  try {
    const signature = request.headers['stripe-signature'] || '';
    event = stripe.webhooks.constructEvent(Buffer.concat(parts), signature, env.WEBHOOK_SECRET);
  } catch {
    return response.status(400).json({ received: false });
  }
  if (TOLD[event.type]) await follow(event.data.object.id, TOLD[event.type]);
  return response.json({ received: true });
}

async function follow(transactionId, state) {
  const ctx = await asAdministrator();
  const payments = injector.get(vendure.TransactionalConnection).getRepository(ctx, vendure.Payment);
  const payment = await payments.findOne({ where: { transactionId } });
  if (!payment || payment.state !== 'Pending') return;
  if (state === 'Settled') await payments.update(payment.id, { metadata: { captured: true } });
  await injector.get(vendure.OrderService).transitionPaymentToState(ctx, payment.id, state);
}

const database = new URL(env.DATABASE_URL);
const templates = path.join(path.dirname(require.resolve('@vendure/email-plugin')), '../templates');

vendure
  .bootstrap({
    logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Info, timestamp: true }),
    apiOptions: {
      port: Number(env.PORT),
      hostname: '127.0.0.1',
      middleware: [
        {
          route: '/webhooks/stripe',
          beforeListen: true,
          handler: (request, response) =>
            webhook(request, response).catch(error => {
              vendure.Logger.error(error.stack);
              response.status(500).end();
            }),
        },
      ],
    },
    authOptions: {
      tokenMethod: 'bearer',
      superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
      requireVerification: false,
    },
    dbConnectionOptions: {
      type: 'postgres',
      host: database.hostname,
      port: Number(database.port),
      username: database.username,
      password: decodeURIComponent(database.password),
      database: database.pathname.slice(1),
      synchronize: true,
      logging: false,
    },
    paymentOptions: { paymentMethodHandlers: [handler], process: [vendure.defaultPaymentProcess, waitsForTheBank] },
    plugins: [
      vendure.DefaultJobQueuePlugin.init({ pollInterval: 100 }),
      EmailPlugin.init({
        handlers: defaultEmailHandlers,
        templateLoader: new FileBasedTemplateLoader(templates),
        globalTemplateVars: { fromAddress: 'orders@shop.example' },
        transport: { type: 'smtp', host: env.SMTP_HOST, port: Number(env.SMTP_PORT), secure: false, ignoreTLS: true },
      }),
    ],
  })
  .then(app => app.get(vendure.JobQueueService).start())
  .catch(error => {
    console.error(error);
    process.exit(1);
  });
