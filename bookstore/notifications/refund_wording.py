"""What mails about refunds say, in every language they are written in."""

from __future__ import annotations

from collections.abc import Mapping

from bookstore.notifications.model import MailKind
from bookstore.notifications.story import MailTexts

EN: Mapping[MailKind, MailTexts] = {
    MailKind.REFUND: MailTexts(
        subject="A refund for your order {number}",
        headline="Your money is on its way back",
        greeting="Hello {name},",
        opening="We have refunded part or all of what you paid. You do not have to do anything else.",
        money={
            "card": "Refunded to your card",
            "wallet": "Refunded to your wallet",
            "": "Amount refunded",
        },
        closing="It can take your bank a few days to show the money.",
    ),
    MailKind.REFUND_FAILURE: MailTexts(
        subject="The refund for your order {number} could not be paid",
        headline="Your refund did not arrive",
        greeting="Hello {name},",
        opening="Your bank has sent our refund back. Please reply to this mail: we find another way.",
        money={
            "card": "Could not be refunded to your card",
            "wallet": "Could not be refunded to your wallet",
            "": "Amount not refunded",
        },
        closing="We are sorry for the trouble. The money is yours, and we keep it for you until then.",
    ),
}

DE: Mapping[MailKind, MailTexts] = {
    MailKind.REFUND: MailTexts(
        subject="Erstattung zu Ihrer Bestellung {number}",
        headline="Ihr Geld ist auf dem Rückweg",
        greeting="Guten Tag {name},",
        opening="Wir haben Ihre Zahlung ganz oder teilweise erstattet. Sie müssen nichts weiter tun.",
        money={
            "card": "Auf Ihre Karte erstattet",
            "wallet": "Auf Ihre Wallet erstattet",
            "": "Erstatteter Betrag",
        },
        closing="Bis Ihre Bank den Betrag zeigt, können einige Tage vergehen.",
    ),
    MailKind.REFUND_FAILURE: MailTexts(
        subject="Die Erstattung zu Ihrer Bestellung {number} ist fehlgeschlagen",
        headline="Ihre Erstattung ist nicht angekommen",
        greeting="Guten Tag {name},",
        opening="Ihre Bank hat die Erstattung zurückgeschickt. Bitte antworten Sie auf diese E-Mail.",
        money={
            "card": "Nicht auf Ihre Karte erstattet",
            "wallet": "Nicht auf Ihre Wallet erstattet",
            "": "Nicht erstatteter Betrag",
        },
        closing="Wir bitten um Entschuldigung. Das Geld gehört Ihnen; wir finden einen anderen Weg.",
    ),
}

FR: Mapping[MailKind, MailTexts] = {
    MailKind.REFUND: MailTexts(
        subject="Un remboursement pour votre commande {number}",
        headline="Votre remboursement est en route",
        greeting="Bonjour {name},",
        opening="Nous avons remboursé tout ou partie de votre paiement. Vous n'avez rien d'autre à faire.",
        money={
            "card": "Remboursé sur votre carte",
            "wallet": "Remboursé sur votre portefeuille électronique",
            "": "Montant remboursé",
        },
        closing="Le remboursement peut mettre quelques jours à apparaître.",
    ),
    MailKind.REFUND_FAILURE: MailTexts(
        subject="Le remboursement de votre commande {number} a échoué",
        headline="Votre remboursement n'est pas arrivé",
        greeting="Bonjour {name},",
        opening="Votre banque a renvoyé notre remboursement. Merci de répondre à ce message.",
        money={
            "card": "Non remboursé sur votre carte",
            "wallet": "Non remboursé sur votre portefeuille électronique",
            "": "Montant non remboursé",
        },
        closing="Veuillez nous excuser. Cet argent est à vous ; nous trouverons une autre solution.",
    ),
}

JA: Mapping[MailKind, MailTexts] = {
    MailKind.REFUND: MailTexts(
        subject="ご注文 {number} の返金について",
        headline="ご返金の手続きをいたしました",
        greeting="{name} 様",
        opening="お支払いの全部または一部をご返金いたしました。お手続きは以上です。",
        money={
            "card": "カードへのご返金",
            "wallet": "ウォレットへのご返金",
            "": "ご返金額",
        },
        closing="ご返金の反映まで数日かかることがあります。",
    ),
    MailKind.REFUND_FAILURE: MailTexts(
        subject="ご注文 {number} の返金ができませんでした",
        headline="ご返金が届きませんでした",
        greeting="{name} 様",
        opening="銀行からご返金が戻されました。恐れ入りますが、このメールにご返信ください。",
        money={
            "card": "カードへご返金できなかった金額",
            "wallet": "ウォレットへご返金できなかった金額",
            "": "ご返金できなかった金額",
        },
        closing="ご迷惑をおかけして申し訳ございません。別の方法でご返金いたします。",
    ),
}
