@customer_order @normal
Feature: Order numbers as typed
  Customers type an order number from a mail, and the staff as it is told on the telephone.

  Rule: Small letters, dashes and letters that look like digits make no difference

    Scenario Outline: The guest types the number <typed>
      Given the guest has bought 2 copies of "Dune" at $9.50
      And the guest types the order number <typed>
      When the guest looks for the guest's order
      Then the guest sees an order of $19.00

      Examples:
        | typed                       | why                               |
        | in small letters            | a telephone writes small letters  |
        | without dashes              | a dash is often left out          |
        | with letters for the digits | the number has neither O, I nor L |

  Rule: With the number as it was typed the order can be changed

    @policy_customers_cancel
    Scenario: The customer cancels the order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer types the order number in small letters
      When the customer cancels the order
      Then the customer's order is canceled

    Scenario: The customer sends the order elsewhere
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer types the order number in small letters
      When the customer sends the order to another address
      Then the order of the customer goes to the other address

    Scenario: The staff refunds a part of the order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer types the order number in small letters
      When the staff refunds $4.00 of the order
      Then $4.00 of the order has been refunded

    Scenario: The warehouse ships the order
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer types the order number in small letters
      When the warehouse ships 2 copies of "Dune" of the order
      Then the customer sees one parcel with 2 copies of "Dune" in all

    Scenario: The staff erases the personal data of the order
      Given the guest has bought 1 copy of "Dune" at $9.50
      And the guest has got 1 copy of "Dune" of the order
      And the guest types the order number in small letters
      When the staff erases the personal data of the guest's order
      Then no service still knows the guest
