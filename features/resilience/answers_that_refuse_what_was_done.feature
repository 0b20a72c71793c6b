@resilience @critical
Feature: Answers that refuse what was done
  Inventory restocks the copies of a canceled order, and refuses each request to: orders looks for itself.

  Rule: A canceled order is settled when its copies are restocked, whatever the answers say

    Scenario: Each restock is refused although the first one has restocked the copies
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer has bought the cart
      And the answer to every restock from orders to inventory is a 409 although the work is done
      When the customer cancels the order
      Then the customer's order is canceled
      And 5 copies of "Dune" are left
