@order_notification @normal
Feature: Reminders in every language
  The reminder of an overdue invoice is written in the language in which the customer has ordered.

  Rule: A reminder has the language of the order, and the amount as it is written there

    Scenario Outline: The reminder for a reader of <language>
      Given the customer reads <language>
      And the customer may owe <limit> on invoice
      And the customer has ordered 1 of the shop's 5 copies of "Dune" at <price> on invoice
      When 16 days pass
      Then the reminder says "<headline>"
      And the reminder says "<missing>"

      Examples:
        | language | limit  | price  | headline                               | missing               | why                      |
        | English  | $50.00 | $9.50  | Your payment has not arrived           | Still missing: $9.50  | a point before the cents |
        | German   | €50.00 | €9.50  | Ihre Zahlung ist nicht eingegangen     | Es fehlen noch: 9,50 € | a comma before the cents |
        | French   | €50.00 | €9.50  | Votre paiement ne nous est pas parvenu | Reste à payer: 9,50 € | the currency comes last  |
        | Japanese | ¥5000  | ¥950   | お支払いが確認できません               | 不足金額: ¥950        | there is no minor unit   |
