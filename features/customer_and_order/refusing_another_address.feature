@customer_order @critical
Feature: Refusing another address
  What shipping and tax cost was agreed upon for one place. What has left, or will not leave, goes nowhere else.

  Rule: An order stays in the country and in the region that it was priced for

    Scenario Outline: The customer moves to <place>
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the customer sends the order to another address in <place>
      Then the customer is told that the order was priced for Oregon
      And the order of the customer goes to the first address
      And the customer gets one mail about each other address

      Examples:
        | place      | why                            |
        | Canada     | shipping costs something else  |
        | Washington | the tax of the state is another |

  Rule: Another address is held to the same rules as the first one

    Scenario: The postal code is left out
      Given the customer has bought 1 copy of "Dune" at $9.50
      When the customer sends the order to another address without its postal code
      Then the customer is asked for the postal code of the address
      And the order of the customer goes to the first address

  Rule: Only an order of which a parcel waits to leave goes elsewhere

    Scenario: A part of the order is under way
      Given the customer has bought 2 copies of "Dune" at $9.50
      And the warehouse has shipped 1 copy of "Dune" of the order
      When the customer sends the order to another address
      Then the customer is told that the order is under way
      And the parcel of the customer goes where the order goes

    Scenario: The order was canceled
      Given the customer has bought 1 copy of "Dune" at $9.50
      And the customer has canceled the order
      When the customer sends the order to another address
      Then the customer is told that the order is canceled
      And the order of the customer goes to the first address

    Scenario: The order has an e-book alone
      Given "Emma" is an e-book
      And the customer has bought 1 copy of "Emma" at $9.50
      When the customer sends the order to another address
      Then the customer is told that no parcel of the order is to be sent

  Rule: Until an order is paid it belongs to its checkout

    Scenario: The order is not charged yet
      Given the customer's cart holds 2 of the shop's 5 copies of "Dune" at $9.50
      And the customer's checkout was killed when it was about to request the charge
      When the customer sends the unpaid order to another address
      Then the customer is told that the checkout is not finished
      And the customer's order of $19.00 is unpaid
