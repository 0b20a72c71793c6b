"""The fixed sentences of mails, in every language they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookstore.notifications import refund_wording
from bookstore.notifications.model import MailKind
from bookstore.notifications.story import MailTexts


@dataclass(frozen=True)
class MailLabels:
    """One language."""

    order_number: str
    order_date: str
    subtotal: str
    discount: str
    shipping: str
    free: str
    tax_added: str
    tax_included: str
    grand_total: str
    ship_to: str
    stories: Mapping[MailKind, MailTexts]


_EN = MailLabels(
    order_number="Order number",
    order_date="Order date",
    subtotal="Subtotal",
    discount="Discount",
    shipping="Shipping",
    free="Free",
    tax_added="Tax",
    tax_included="Tax included",
    grand_total="Grand total",
    ship_to="Ships to",
    stories={
        **refund_wording.EN,
        MailKind.CONFIRMATION: MailTexts(
            subject="Your order {number} is confirmed",
            headline="Thank you for your order",
            greeting="Hello {name},",
            opening="We have received your order and your payment. Here is what we are packing for you.",
            money={
                "card": "Paid by card",
                "wallet": "Paid by wallet",
                "none": "Nothing to pay",
                "": "Amount paid",
            },
            closing="Enjoy your reading. If anything is not right, just reply to this mail.",
        ),
        MailKind.CANCELLATION: MailTexts(
            subject="Your order {number} is canceled",
            headline="Your order is canceled",
            greeting="Hello {name},",
            opening="As you asked, we have canceled your order. You do not have to do anything else.",
            money={
                "card": "Returned to your card",
                "wallet": "Returned to your wallet",
                "none": "Nothing to return",
                "": "Amount returned",
            },
            closing="It can take your bank a few days to show the money. We hope to see you again.",
        ),
    },
)

_DE = MailLabels(
    order_number="Bestellnummer",
    order_date="Bestelldatum",
    subtotal="Zwischensumme",
    discount="Rabatt",
    shipping="Versand",
    free="Kostenlos",
    tax_added="Steuer",
    tax_included="Enthaltene Steuer",
    grand_total="Gesamtbetrag",
    ship_to="Lieferung an",
    stories={
        **refund_wording.DE,
        MailKind.CONFIRMATION: MailTexts(
            subject="Ihre Bestellung {number} ist bestätigt",
            headline="Vielen Dank für Ihre Bestellung",
            greeting="Guten Tag {name},",
            opening="Ihre Bestellung und Ihre Zahlung sind eingegangen. Das packen wir für Sie ein.",
            money={
                "card": "Mit Karte bezahlt",
                "wallet": "Mit Wallet bezahlt",
                "none": "Nichts zu bezahlen",
                "": "Bezahlter Betrag",
            },
            closing="Viel Freude beim Lesen. Stimmt etwas nicht, antworten Sie einfach auf diese E-Mail.",
        ),
        MailKind.CANCELLATION: MailTexts(
            subject="Ihre Bestellung {number} ist storniert",
            headline="Ihre Bestellung ist storniert",
            greeting="Guten Tag {name},",
            opening="Wie gewünscht haben wir Ihre Bestellung storniert. Sie müssen nichts weiter tun.",
            money={
                "card": "Auf Ihre Karte erstattet",
                "wallet": "Auf Ihre Wallet erstattet",
                "none": "Nichts zu erstatten",
                "": "Erstatteter Betrag",
            },
            closing="Bis Ihre Bank den Betrag zeigt, können einige Tage vergehen. Bis zum nächsten Mal.",
        ),
    },
)

_FR = MailLabels(
    order_number="Numéro de commande",
    order_date="Date de commande",
    subtotal="Sous-total",
    discount="Remise",
    shipping="Livraison",
    free="Offerte",
    tax_added="Taxes",
    tax_included="Taxes incluses",
    grand_total="Total",
    ship_to="Livraison à",
    stories={
        **refund_wording.FR,
        MailKind.CONFIRMATION: MailTexts(
            subject="Votre commande {number} est confirmée",
            headline="Merci pour votre commande",
            greeting="Bonjour {name},",
            opening="Nous avons bien reçu votre commande et votre paiement. Voici ce que nous préparons.",
            money={
                "card": "Payé par carte",
                "wallet": "Payé par portefeuille électronique",
                "none": "Rien à payer",
                "": "Montant payé",
            },
            closing="Bonne lecture. En cas de problème, répondez simplement à ce message.",
        ),
        MailKind.CANCELLATION: MailTexts(
            subject="Votre commande {number} est annulée",
            headline="Votre commande est annulée",
            greeting="Bonjour {name},",
            opening="Comme demandé, nous avons annulé votre commande. Vous n'avez rien d'autre à faire.",
            money={
                "card": "Remboursé sur votre carte",
                "wallet": "Remboursé sur votre portefeuille électronique",
                "none": "Rien à rembourser",
                "": "Montant remboursé",
            },
            closing="Le remboursement peut mettre quelques jours à apparaître. À bientôt.",
        ),
    },
)

_JA = MailLabels(
    order_number="注文番号",
    order_date="注文日",
    subtotal="小計",
    discount="割引",
    shipping="送料",
    free="無料",
    tax_added="消費税",
    tax_included="内消費税",
    grand_total="合計",
    ship_to="お届け先",
    stories={
        **refund_wording.JA,
        MailKind.CONFIRMATION: MailTexts(
            subject="ご注文 {number} を承りました",
            headline="ご注文ありがとうございます",
            greeting="{name} 様",
            opening="ご注文とお支払いを確認いたしました。以下の商品を準備しております。",
            money={
                "card": "カードでのお支払い",
                "wallet": "ウォレットでのお支払い",
                "none": "お支払いはありません",
                "": "お支払い金額",
            },
            closing="どうぞ読書をお楽しみください。ご不明な点は、このメールにご返信ください。",
        ),
        MailKind.CANCELLATION: MailTexts(
            subject="ご注文 {number} をキャンセルしました",
            headline="ご注文をキャンセルしました",
            greeting="{name} 様",
            opening="ご希望のとおり、ご注文をキャンセルいたしました。お手続きは以上です。",
            money={
                "card": "カードへのご返金",
                "wallet": "ウォレットへのご返金",
                "none": "ご返金はありません",
                "": "ご返金額",
            },
            closing="ご返金の反映まで数日かかることがあります。またのご利用をお待ちしております。",
        ),
    },
)

LANGUAGES: Mapping[str, MailLabels] = {"en": _EN, "de": _DE, "fr": _FR, "ja": _JA}
