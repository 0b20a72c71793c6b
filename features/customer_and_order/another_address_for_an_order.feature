@customer_order @critical
Feature: Another address for an order
  Until the first parcel leaves, its buyer may send an order to another address. Bill and total stay as they are.

  Rule: An order that waits to be shipped goes where its buyer says

    @smoke
    Scenario: The customer has moved since the order was placed
      Given the customer has bought 2 copies of "Dune" at $9.50
      When the customer sends the order to another address
      Then the order of the customer goes to the other address
      And the bill of the customer's order goes to the first address
      And the customer gets one mail about each other address

    Scenario: A guest sends an order elsewhere
      Given the guest has bought 1 copy of "Dune" at $9.50
      When the guest sends the order to another address
      Then the order of the guest goes to the other address
      And the guest gets one mail about each other address

    Scenario: The staff sends an order elsewhere, as its customer has asked on the telephone
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the staff sends the customer's order to another address
      Then the order of the customer goes to the other address
      And the customer gets one mail about each other address

    Scenario: The order waits for a transfer
      Given the customer has ordered 2 of the shop's 5 copies of "Dune" at $9.50 in advance
      And the customer has had the order sent to another address
      When the customer transfers $19.00
      Then the customer's order of $19.00 is paid
      And the order of the customer goes to the other address
      And the customer gets one mail about each other address

  Rule: Each change is told of in a mail, and a change that is none in no mail

    Scenario: The customer thinks twice
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has had the order sent to another address
      And the customer has had the order sent back to the first address
      When the warehouse ships 1 copy of "Dune" of the order
      Then the customer gets one mail about each other address
      And the parcel of the customer goes where the order goes

  Rule: A gift goes to another friend, and its bill to the customer

    Scenario: The friend has moved
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer sends it as a gift to a friend in Canada
      And the customer has bought the cart
      When the customer sends the order to another address
      Then the order goes to the friend of the customer, and the bill to the customer
