@order_notification @normal
Feature: Language and amounts of the mail
  The mail lists the order in the customer's language, with the exact amounts.

  Rule: The mail is written in the customer's language, with amounts as they are written there

    Scenario Outline: The confirmation for a reader of <language>
      Given the customer reads <language>
      And the customer's cart holds 2 copies of "Dune" at <price>
      When the customer checks out
      Then the subject of the mail is "<subject>"
      And the mail says "<headline>"
      And the mail says "<total>"

      Examples:
        | language        | price    | subject                         | headline                        | total                  | why                        |
        | English         | $617.25  | Your order # is confirmed       | Thank you for your order        | Grand total: $1,234.50 | a point before the cents   |
        | British English | £9.50    | Your order # is confirmed       | Thank you for your order        | Grand total: £19.00    | another currency           |
        | German          | €617.25  | Ihre Bestellung # ist bestätigt | Vielen Dank für Ihre Bestellung | Gesamtbetrag: 1.234,50 € | a comma before the cents |
        | French          | €9.50    | Votre commande # est confirmée  | Merci pour votre commande       | Total: 19,00 €         | the currency comes last    |
        | Japanese        | ¥950     | ご注文 # を承りました            | ご注文ありがとうございます       | 合計: ¥1,900           | there is no minor unit     |
        | Portuguese      | $9.50    | Your order # is confirmed       | Thank you for your order        | Grand total: $19.00    | not a language of the shop |

  Rule: The mail lists every amount of which the total consists

    Scenario: Discount, shipping and tax
      Given the shop has 5 copies of "Dune" at $9.50
      And tax of 10% is added in Oregon, where the customer lives
      And shipping to the United States, where the customer lives, costs $4.00
      When the customer buys 2 copies of "Dune" with a discount of $1.00
      Then the customer gets one confirmation mail over $23.80
      And the mail lists a subtotal of $19.00, a discount of $1.00, shipping of $4.00 and tax of $1.80
      And the mail says "Paid by card: $23.80"

    Scenario: Amounts of zero are not listed
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the mail says "Shipping: Free"
      And the mail does not mention "Discount" or "Tax"

  Rule: Titles are written as they are, in any script

    Scenario Outline: A title in <script>
      Given the customer's cart holds 1 copy of "<title>" at $9.50
      When the customer checks out
      Then the mail lists 1 copy of "<title>" at $9.50
      And the customer gets one confirmation mail over $9.50

      Examples:
        | script   | title                      | why                            |
        | Arabic   | ألف ليلة وليلة             | it is written from right to left |
        | Japanese | 吾輩は猫である              | it has no Latin letters        |
        | pictures | Moby-Dick 🐋 & <Friends> 👩‍👧 | signs beyond the first plane, and markup |
