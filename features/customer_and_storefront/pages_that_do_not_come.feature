@customer_storefront @browser @critical
Feature: Pages that do not come
  Between a click and its page, the connection or the storefront can be lost. The next page tells the truth.

  Background:
    Given the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: A customer who loads a lost page again gets the order that was made, and no second one

    Scenario: The answer to the click is lost
      Given the answer to the request to send the payment page is lost
      When the customer pays, and loads the page again until one comes
      Then the customer's page says "Thank you for your order"
      And the customer has one order of $9.50
      And the card has been charged $9.50 once

    Scenario: The storefront does not hear what became of the order
      Given the answer to the request to submit the checkout is lost
      When the customer pays, and loads the page again until one comes
      Then the customer's page says "Thank you for your order"
      And the customer has one order of $9.50
      And the card has been charged $9.50 once

    Scenario: The storefront is killed before it has answered
      When the storefront is killed while the customer pays, who then loads the page again
      Then the customer has one order of $9.50
      And the card has been charged $9.50 once

  Rule: What the shop does not know is told as not known, and not as refused

    Scenario: The storefront does not hear whether there is an order
      Given the answer to the request to submit the checkout is lost
      When the customer pays, and no page tells what became of it
      Then the customer's page says "We do not know yet whether your order was placed"

  Rule: A page without a service that it needs says so, and the cart is kept

    @smoke
    Scenario: The carts cannot be read
      Given the cart service is down
      When the customer opens the cart
      Then the customer's page says "A part of our shop does not answer right now"
      And the customer's page says "Your cart is kept"

    Scenario: The copies cannot be counted
      Given the inventory service is down
      When the customer opens the cart
      Then the customer's page says "We cannot tell right now whether it is in stock."
      And the customer's cart holds 1 copy of "Dune"
