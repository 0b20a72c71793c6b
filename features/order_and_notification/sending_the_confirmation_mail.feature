@order_notification @critical
Feature: Sending the confirmation mail
  The mail follows the order. A mail that cannot be sent does not change the order.

  Rule: An order is made whether or not its mail can be sent

    @smoke
    Scenario: The mail server is down while the customer checks out
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server is down
      When the customer checks out
      Then the customer has one order of $19.00
      And the confirmation mail is waiting to be sent

    @smoke
    Scenario: The mail follows once when the mail server is back
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server is down
      And the customer has bought the cart
      When the mail server comes back
      Then the customer gets one confirmation mail over $19.00

    Scenario: A waiting mail is not sent twice after a request for a copy
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server is down
      And the customer has bought the cart
      And the staff has been told that the confirmation mail is still being sent
      When the mail server comes back
      Then the customer gets one confirmation mail over $19.00

    Scenario: The mail server stays down for three hours
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the mail server is down
      And the customer has bought the cart
      And 3 hours have passed
      And the mail server has come back
      When 5 minutes pass
      Then the customer gets one confirmation mail over $19.00

  Rule: No confirmation is sent without an order

    Scenario: A declined checkout is not confirmed
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer pays with a card that is declined as "generic decline"
      When the customer checks out
      Then the customer gets no mail

  Rule: The mail lists every line of the order, and its address

    Scenario: The mail lists every line, the total and the address
      Given the customer's cart holds 2 copies of "Dune" at $9.50
      And the customer's cart holds 1 copy of "Emma" at $15.00
      When the customer checks out
      Then the customer gets one confirmation mail over $34.00
      And the mail lists 2 copies of "Dune" at $19.00
      And the mail lists 1 copy of "Emma" at $15.00
      And the mail names the order number and the customer's address
