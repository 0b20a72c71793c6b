@customer_order @critical
Feature: Claiming the order of a guest
  An account may be made after the order. Who has the token of the cart takes the order into the account.

  Rule: A claimed order is in the account, and nowhere else

    @smoke
    Scenario: The guest makes an account, and claims the order
      Given the guest has bought 1 copy of "Dune" at $9.50
      When the customer claims the guest's order
      Then the customer has the guest's order in the order history

    Scenario: The guest's token does not open the order any more
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the customer has claimed the guest's order
      When the guest looks for the guest's order
      Then the guest is told that there is no such order

    Scenario: The customer cancels the claimed order
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the customer has claimed the guest's order
      When the customer cancels the guest's order
      Then the card has been charged $9.50 and refunded $9.50

  Rule: Without the token the order stays with its guest

    Scenario: A stranger claims the order with the token of another cart
      Given the guest has bought 1 copy of "Dune" at $9.50
      When a stranger claims the guest's order with the token of another cart
      Then the stranger is told that there is no such order
      And the guest has one order of $9.50

  Rule: An order is claimed by one account, and once

    Scenario: Two accounts claim the order at the same moment
      Given the guest has bought 1 copy of "Dune" at $9.50
      And claims from customer to orders wait at a barrier until 2 have come
      When the customer and another customer claim the guest's order at the same moment
      Then one of the customer and another customer has the guest's order, and the other is told that there is none

    Scenario Outline: The customer claims the order although <fault>
      Given the guest has bought 1 copy of "Dune" at $9.50
      And <fault>
      When the customer claims the guest's order, retrying until it is answered
      Then the customer has the guest's order in the order history

      Examples:
        | fault                                                          | why                    |
        | the claim from customer to orders is reset                     | not claimed            |
        | the answer to the claim from customer to orders is lost        | claimed already        |
        | the claim from customer to orders arrives twice at once        | both are answered      |
        | orders is killed at the claim from customer to orders, before it leaves | not claimed |
        | orders is killed at the claim from customer to orders, after its work is done | claimed already |
