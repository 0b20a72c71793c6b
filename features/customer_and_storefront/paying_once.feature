@customer_storefront @browser @critical
Feature: Paying once
  A payment page is sent as often as its customer clicks, goes back or loads it again. It is paid once.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: A payment page makes at most one order, however often it is sent

    @smoke
    Scenario: The customer clicks twice
      When the customer pays with a double click
      Then the customer has one order of $9.50
      And the card has been charged $9.50 once

    Scenario: The customer goes back after the order and pays again
      Given the customer has bought the cart
      When the customer goes back from the result and pays again
      Then the customer's page says "Thank you for your order"
      And the customer has one order of $9.50
      And the card has been charged $9.50 once

    Scenario: The customer loads the result again
      Given the customer has bought the cart
      When the customer loads the page of the result again
      Then the customer's page says "Thank you for your order"
      And the customer has one order of $9.50
      And the card has been charged $9.50 once

    Scenario: The customer clicks again while the shop is working
      When the customer pays, and clicks twice more while the shop is working
      Then the button has said "Paying …" and has sent one submission
      And the customer has one order of $9.50
      And the card has been charged $9.50 once
