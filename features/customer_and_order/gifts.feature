@customer_order @normal
Feature: Gifts
  The parcel goes to a friend. The bill and the mails go to the customer, who is greeted by name.

  Background:
    Given the customer sends it as a gift to a friend in Germany
    And the customer's cart holds 1 copy of "Dune" at $9.50

  Rule: The order goes to the friend, everything else to the customer

    Scenario: A customer sends a gift to another country
      When the customer checks out
      Then the customer has one order of $9.50
      And the order goes to the friend of the customer, and the bill to the customer
      And the customer gets one confirmation mail over $9.50
      And the mail says "10115 Berlin"
      And the mail says "Portland, OR 97201"

    Scenario: A gift is canceled
      Given the customer has bought the cart
      When the customer cancels the order
      Then the customer gets one confirmation and one cancellation mail
      And the card has been charged $9.50 and refunded $9.50

  Rule: The country of the parcel decides about shipping

    Scenario: The parcel costs what shipping to the friend costs
      Given standard shipping to Germany costs $9.00
      When the customer checks out
      Then the customer has one order of $18.50
