@checkout_gift_cards @normal
Feature: Codes of gift cards as typed
  A customer types the code of a gift card from a mail, or from paper.

  Background:
    Given the customer's cart holds 2 copies of "Dune" at $9.50

  Rule: Small letters, blanks and letters that look like digits make no difference

    Scenario Outline: The customer types the code <typed>
      Given the customer has a gift card of $10.00
      And the customer has typed the code of the gift card <typed>
      When the customer checks out
      Then gift cards have paid $10.00 of the order
      And the card has been charged $9.00 once

      Examples:
        | typed                       | why                              |
        | in small letters            | a telephone writes small letters |
        | with letters for the digits | the code has neither O, I nor L  |
        | between blanks              | blanks are copied with a code    |
