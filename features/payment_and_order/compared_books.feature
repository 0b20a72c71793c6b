@payment_order @blocker
Feature: Compared books
  Once a day, or when the staff wants it, what the gateway has taken is compared with what was ordered.

  Rule: Books that fit are left alone

    Scenario: A bought and a partly refunded order fit
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the staff has refunded $4.99 of the order
      And an hour has passed
      When the books are compared
      Then nothing is found

  Rule: Money without an order is found and given back

    Scenario: Money was taken for a checkout that nobody knows
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      When the books are compared
      Then money of $19.00 without an order is found and given back
      And nobody has money of the customers that no order stands for

    Scenario: Money is held for a checkout that nobody knows
      Given the gateway holds $19.00 for a checkout that nobody knows
      And an hour has passed
      When the books are compared
      Then money of $19.00 without an order is found and given back
      And nobody has money of the customers that no order stands for

    Scenario: Money is given back once, however often the books are compared
      Given the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      When the books are compared twice at the same moment
      Then nobody has money of the customers that no order stands for
      And the money went back once

    Scenario: Somebody else is paid on the same account, in a currency that the shop does not know
      Given somebody else has taken CHF 10.00 on the same account
      And "charged without an order" is known to be left at the end, because it is not the shop's
      And the gateway has taken $19.00 for a checkout that nobody knows
      And an hour has passed
      When the books are compared
      Then money of $19.00 without an order is found and given back
      And the money went back once

  Rule: A checkout that may still run is left alone

    Scenario: The books are compared a moment after the money was taken
      Given the customer has bought 2 copies of "Dune" at $9.50
      When the books are compared
      Then nothing is found
