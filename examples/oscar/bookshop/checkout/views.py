"""The payment page: a card's token, the hold, the bank's page, the charge. Each project writes its own."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from oscar.apps.checkout import views
from oscar.apps.payment.exceptions import PaymentError, RedirectRequired
from oscar.core.loading import get_class, get_model

from bookshop import payments

EventHandler = get_class("order.processing", "EventHandler")
Source, SourceType = get_model("payment", "Source"), get_model("payment", "SourceType")
_INTENT = "payment_intent"


class CardForm(forms.Form):
    """What the browser got from the gateway for the card; no number is ever sent here."""

    method = forms.ChoiceField(choices=[("card", "Card"), ("wallet", "Wallet")])
    token = forms.CharField()


class PaymentDetailsView(views.PaymentDetailsView):
    """The payment page and the preview."""

    def get_context_data(self, **kwargs):
        number = self.generate_order_number(self.request.basket) if self.request.basket.id else ""
        return {"card": CardForm(), "order_number": number, **super().get_context_data(**kwargs)}

    def handle_payment_details_submission(self, request):
        card = CardForm(request.POST)
        show = self.render_preview if card.is_valid() else self.render_payment_details
        return show(request, card=card)

    def handle_place_order_submission(self, request):
        card = CardForm(request.POST)
        if not card.is_valid():
            return self.render_payment_details(request, card=card, error="Please enter a card.")
        submission = self.build_submission()
        submission["payment_kwargs"]["card"] = card
        return self.submit(**submission)

    def handle_payment(self, order_number, total, card=None, **kwargs):
        intent = payments.authorize(
            str(order_number),
            total.incl_tax,
            total.currency,
            card.cleaned_data["method"],
            card.cleaned_data["token"],
        )
        if intent.status == "requires_action":
            self.request.session[_INTENT] = intent.id
            raise RedirectRequired(intent.next_action.redirect_to_url.url)
        self.record(intent, total)

    def record(self, intent, total):
        """Note the payment, to be saved with the order."""
        kind, _ = SourceType.objects.get_or_create(name="Stripe")
        charged = total.incl_tax if intent.status == "succeeded" else Decimal(0)
        self.add_payment_source(
            Source(
                source_type=kind,
                currency=total.currency,
                amount_allocated=total.incl_tax,
                amount_debited=charged,
                reference=intent.id,
            )
        )
        self.add_payment_event("Authorised", total.incl_tax, reference=intent.id)

    def handle_successful_order(self, order):
        """Charge what is held; an order that cannot be charged is canceled, and the hold is released."""
        handler, source = EventHandler(self.request.user), order.sources.get()
        try:
            if not source.amount_debited:
                payments.capture(source.reference)
                source.debit(order.total_incl_tax, source.reference)
        except PaymentError as error:
            handler.handle_order_status_change(order, "Cancelled", note_msg=str(error))
            self.checkout_session.flush()
            messages.error(
                self.request, "The payment could not be taken, and the order is canceled. Please try again."
            )
            return redirect("basket:summary")
        handler.handle_order_status_change(order, "Paid")
        return super().handle_successful_order(order)


class ReturnFromBankView(PaymentDetailsView):
    """The page to which the bank sends the customer back: the order is placed here."""

    pre_conditions = ()

    def get_skip_conditions(self, request):
        return []

    def get(self, request, *args, **kwargs):
        intent_id, basket_id = request.session.get(_INTENT), self.checkout_session.get_submitted_basket_id()
        if not intent_id or not basket_id:
            return redirect("basket:summary")
        intent = payments.look(intent_id)
        if intent.status == "requires_action":
            return HttpResponseRedirect(intent.next_action.redirect_to_url.url)
        if intent.status not in ("requires_capture", "succeeded"):
            self.restore_frozen_basket()
            messages.error(request, "Your bank did not confirm the payment.")
            return redirect("checkout:payment-details")
        basket = self.get_submitted_basket()
        basket.strategy = request.strategy
        submission = self.build_submission(basket=basket)
        self.record(intent, submission["order_total"])
        kept = ("user", "basket", "shipping_address", "shipping_method", "shipping_charge", "billing_address")
        given = {name: submission[name] for name in (*kept, "order_total", "surcharges")}
        number = self.checkout_session.get_order_number()
        return self.handle_order_placement(number, **given, **submission["order_kwargs"])
