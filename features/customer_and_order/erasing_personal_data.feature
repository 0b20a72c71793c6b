@customer_order @critical
Feature: Erasing personal data
  Who asks for it is forgotten by the shop. It keeps numbers, places and titles, and no person.

  Rule: After an erasure no service still knows the person

    @smoke
    Scenario: The customer has got a parcel
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the customer has got 2 copies of "Dune" of the order
      When the customer asks that all personal data be erased
      Then no service still knows the customer
      And the customer's order of $19.00 names no person

    Scenario: The customer has redeemed a discount code
      Given the discount code "SPRING" takes $2.00 off, once in all
      And the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer has bought the cart with the code "SPRING"
      And the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then no service still knows the customer
      And the customer's order of $7.50 names no person

    Scenario: The order was canceled
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has canceled the order
      And the shop is idle
      When the customer asks that all personal data be erased
      Then no service still knows the customer
      And the card has been charged $9.50 and refunded $9.50

    Scenario: A mail to the customer came back to support
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the mail server rejects the mailbox
      And "mail bounced" is expected to remain at the end, because the address is wrong
      And the customer has bought the cart
      And the customer has got 1 copy of "Dune" of the order
      When the customer asks that all personal data be erased
      Then no service still knows the customer

  Rule: What was not bought names nobody, also without an erasure

    Scenario: The card is declined
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "insufficient funds"
      When the customer checks out
      Then the customer has no order
      And no service still knows the customer

  Rule: An erasure ends with the orders that were there

    Scenario: The customer buys again afterwards
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has got 1 copy of "Dune" of the order
      And the customer has had all personal data erased
      And the customer has come back later
      And the customer's cart holds 1 copy of "Emma" at $8.00
      When the customer checks out
      Then the customer's order still says where it goes
