@order_notification @normal
Feature: Reductions in every language
  The mail about what is not owed any more is written in the language in which the customer has ordered.

  Rule: The mail has the language of the order, and the amounts as they are written there

    Scenario Outline: The mail for a reader of <language>
      Given the customer reads <language>
      And the customer may owe <limit> on invoice
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at <price> on invoice
      And the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds 1 copy of "Dune"
      Then the mail about the reduction says "<headline>"
      And the mail about the reduction says "<taken off>"

      Examples:
        | language | limit  | price | headline                        | taken off                           | why                      |
        | English  | $50.00 | $9.50 | Your invoice was reduced        | Taken off your invoice: $9.50       | a point before the cents |
        | German   | €50.00 | €9.50 | Ihre Rechnung ist niedriger     | Von Ihrer Rechnung abgezogen: 9,50 € | a comma before the cents |
        | French   | €50.00 | €9.50 | Votre facture a été réduite     | Déduit de votre facture: 9,50 €     | the currency comes last  |
        | Japanese | ¥5000  | ¥950  | ご請求額を減額しました          | ご請求額からの差引額: ¥950          | there is no minor unit   |

  Rule: What is still to pay has its account and its reference, and nothing to pay has none

    Scenario: Something is left to pay
      Given the customer may owe $50.00 on invoice
      And the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 on invoice
      And the warehouse has shipped 2 copies of "Dune" of the order
      When the staff refunds 1 copy of "Dune"
      Then the mail about the reduction says "Please pay by"
      And the mail about the reduction says "Still to be paid by transfer: $9.50"
