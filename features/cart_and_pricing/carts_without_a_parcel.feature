@cart_pricing @critical
Feature: Carts without a parcel
  An e-book is sent by mail: it weighs nothing, and no shipping is paid for it.

  Background:
    Given "Emma" is an e-book

  Rule: E-books alone cost no shipping, and need no shipping rate

    @smoke
    Scenario: The customer lives where nothing is shipped
      Given the customer lives in Canada, and no shipping rate is set for it
      And the customer's cart holds 1 copy of "Emma" at $9.50
      When the customer checks out
      Then the customer has one order of $9.50
      And nothing of the order is shipped

    Scenario: The printed title leaves the cart after express shipping was chosen
      Given express shipping to the United States costs $12.00
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      And the customer has chosen express shipping
      And the customer has removed "Dune" from the cart
      When the customer checks out
      Then the customer has one order of $9.50
      And nothing of the order is shipped

  Rule: Where titles are shipped as well, shipping is paid for these alone

    Scenario: The printed title is not shipped to the customer's country
      Given the customer lives in Canada, and no shipping rate is set for it
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      When the customer checks out
      Then the customer is told that nothing is shipped to Canada
      And the bank has not been asked

    Scenario: Shipping by weight counts the printed title
      Given shipping to the United States costs $3.00, and $2.00 for each kilogram
      And the customer's cart holds 1 copy of "Dune" and "Emma" each at $9.50
      And a copy of "Dune" weighs 900 g
      And a copy of "Emma" weighs 900 g
      When the customer checks out
      Then the customer has one order of $24.00

    Scenario Outline: A printed title of <price> and an e-book of $20.00 are bought
      Given shipping to the United States costs $5.00, and nothing from $30.00 on
      And the customer's cart holds 1 copy of "Dune" at <price>
      And the customer's cart holds 1 copy of "Emma" at $20.00
      When the customer checks out
      Then the customer has one order of <total>

      Examples: why: what is not shipped does not help to reach the total of free shipping
        | price  | total  | why                                     |
        | $29.99 | $54.99 | the printed title is a cent short of it |
        | $30.00 | $50.00 | the printed title reaches it by itself  |
